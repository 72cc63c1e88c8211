/** Proves when tasks are due, against brute force, cron-utils and worked examples. */
@NullMarked
package dev.jobrunner.core.schedule;

import org.jspecify.annotations.NullMarked;
