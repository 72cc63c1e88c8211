package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.calendar.Calendar;
import java.time.Instant;
import java.util.List;

/** A calendar as JSON shows it. */
record CalendarLine(String name, String timeZone, List<String> periods, long tasks, Instant updatedAt, String version) {

    static CalendarLine of(Calendar calendar) {
        return new CalendarLine(
                calendar.name(),
                calendar.timeZone(),
                calendar.periods(),
                calendar.tasks(),
                calendar.updatedAt(),
                calendar.version());
    }
}
