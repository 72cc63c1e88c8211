/** Calendars of times in which nothing runs: made and changed by people, and counted in the ledger when such a time is over. */
@NullMarked
package dev.jobrunner.core.calendar;

import org.jspecify.annotations.NullMarked;
