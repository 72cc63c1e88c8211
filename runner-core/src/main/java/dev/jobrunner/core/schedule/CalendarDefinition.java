package dev.jobrunner.core.schedule;

import dev.jobrunner.core.schedule.InvalidScheduleException.Field;
import java.util.List;

/**
 * What a calendar shall be.
 *
 * @param name 1 to 100 letters, digits, dots, hyphens and underscores
 * @param timeZone IANA name
 * @param periods as {@link PeriodText} has them, at most {@value #MOST}; twice the same is once
 */
public record CalendarDefinition(String name, String timeZone, List<String> periods) {

    public static final int MOST = 500;

    /** @throws InvalidScheduleException naming what is wrong */
    public CalendarDefinition {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new InvalidScheduleException(
                    Field.CALENDAR,
                    name,
                    "is no name; allowed are 1 to 100 letters, digits, dots, hyphens and underscores, a letter or digit first");
        }
        timeZone = TimeZones.parse(timeZone).getId();
        if (periods.size() > MOST) {
            throw new InvalidScheduleException(
                    Field.PERIODS, String.valueOf(periods.size()), "are too many; allowed are " + MOST);
        }
        periods = periods.stream().map(PeriodText::canonical).distinct().toList();
    }

    /** For its blackouts. */
    public BlackoutCalendar parsed() {
        return BlackoutCalendar.parse(name, BlackoutCalendar.definition(timeZone, periods));
    }
}
