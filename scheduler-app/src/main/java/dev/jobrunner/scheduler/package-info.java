/** The scheduler application: its start and the wiring of its features. */
@NullMarked
package dev.jobrunner.scheduler;

import org.jspecify.annotations.NullMarked;
