/** What both apps share: tasks, their schedules, the queue and its upkeep. */
@NullMarked
package dev.jobrunner.core;

import org.jspecify.annotations.NullMarked;
