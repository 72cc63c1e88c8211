/** The pages about calendars: which there are, and the editor. */
@NullMarked
package dev.jobrunner.scheduler.dashboard.calendar;

import org.jspecify.annotations.NullMarked;
