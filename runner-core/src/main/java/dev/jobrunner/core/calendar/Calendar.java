package dev.jobrunner.core.calendar;

import dev.jobrunner.core.schedule.BlackoutCalendar;
import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.Span;
import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A row of {@code scheduled_task_calendars}. Rows that were written by hand may hold periods that nobody can read.
 *
 * @param periods in the order in which they were given
 * @param tasks how many go by it
 * @param version of zone and periods; the same as long as they are
 */
public record Calendar(
        String name, String timeZone, List<String> periods, Instant updatedAt, long tasks, String version) {

    static final String COLUMNS = """
            c.name, c.time_zone, c.periods, c.updated_at,
            (SELECT count(*) FROM scheduled_tasks t WHERE t.calendar = c.name) AS tasks,
            left(md5(array_to_string(c.time_zone || c.periods, E'\\n')), 16) AS version
            """;

    public Calendar {
        periods = List.copyOf(periods);
    }

    static Calendar of(ResultSet row, int number) throws SQLException {
        return new Calendar(
                row.getString("name"),
                row.getString("time_zone"),
                List.of((String[]) row.getArray("periods").getArray()),
                Instants.required(row, "updated_at"),
                row.getLong("tasks"),
                row.getString("version"));
    }

    /** The blackout that goes on at that time, or else the next one within a year; empty if there is none. */
    public Optional<Span> blackoutFrom(Instant time) {
        try {
            return parsed().firstBetween(time, time.plus(BlackoutCalendar.YEAR));
        } catch (InvalidScheduleException e) {
            return Optional.empty(); // wrong() tells of it
        }
    }

    /** What is wrong with it; empty if it can be used. */
    public Optional<String> wrong() {
        try {
            parsed();
            return Optional.empty();
        } catch (InvalidScheduleException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private BlackoutCalendar parsed() {
        return BlackoutCalendar.parse(name, BlackoutCalendar.definition(timeZone, periods));
    }
}
