/** Calendars over the API. */
@NullMarked
package dev.jobrunner.scheduler.api.calendar;

import org.jspecify.annotations.NullMarked;
