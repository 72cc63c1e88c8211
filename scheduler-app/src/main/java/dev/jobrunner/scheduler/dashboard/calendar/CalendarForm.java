package dev.jobrunner.scheduler.dashboard.calendar;

import dev.jobrunner.core.calendar.Calendar;
import dev.jobrunner.core.schedule.CalendarDefinition;
import dev.jobrunner.core.schedule.InvalidScheduleException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a calendar as they are typed, and what is wrong with them.
 *
 * @param periods one a line
 * @param version that was read; blank for a new one
 * @param wrongField whose value is refused; {@code version} when somebody else has changed it; null when nothing is
 * @param wrong why
 */
public record CalendarForm(
        String name,
        String timeZone,
        String periods,
        String version,
        @Nullable String wrongField,
        @Nullable String wrong) {

    static CalendarForm empty() {
        return new CalendarForm("", "UTC", "", "", null, null);
    }

    static CalendarForm of(Calendar calendar) {
        return new CalendarForm(
                calendar.name(),
                calendar.timeZone(),
                String.join("\n", calendar.periods()),
                calendar.version(),
                null,
                null);
    }

    /** @throws InvalidScheduleException if it cannot be used */
    CalendarDefinition definition() {
        List<String> lines = periods.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return new CalendarDefinition(name.strip(), timeZone.strip(), lines);
    }

    CalendarForm refused(String field, String why) {
        return new CalendarForm(name, timeZone, periods, version, field, why);
    }

    CalendarForm refused(InvalidScheduleException failure) {
        String field = switch (failure.field()) {
            case CALENDAR -> "name";
            case PERIODS -> "periods";
            default -> "time_zone";
        };
        return refused(field, String.valueOf(failure.getMessage()));
    }
}
