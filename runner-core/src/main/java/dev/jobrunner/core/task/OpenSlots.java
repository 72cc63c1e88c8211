package dev.jobrunner.core.task;

import dev.jobrunner.core.calendar.Calendar;
import dev.jobrunner.core.calendar.Calendars;
import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.schedule.Timetable;
import dev.jobrunner.core.sql.Instants;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sees to it that a task's calendar is there and leaves it slots. */
final class OpenSlots {

    private static final int NAMED = 20;

    private final JdbcClient jdbc;
    private final Calendars calendars;

    OpenSlots(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.calendars = new Calendars(dataSource);
    }

    /**
     * Refuses a task whose calendar is not there or leaves it nothing.
     *
     * @throws InvalidTaskException if there is no such calendar
     * @throws dev.jobrunner.core.schedule.InvalidScheduleException if it leaves no slot
     */
    void open(Definition task) {
        if (task.rules().blackout() == null) {
            return;
        }
        SlotRules rules = calendars.known(task.rules()).orElseThrow(() -> unknown(task));
        NewTask.requireSchedule(task.schedulePattern(), task.timeZone(), rules);
        Timetable.parse(task.schedulePattern(), task.timeZone(), rules)
                .nextAfter(jdbc.sql("SELECT now() AS at")
                        .query((row, number) -> Instants.required(row, "at"))
                        .single());
    }

    InvalidTaskException unknown(Definition task) {
        String names =
                calendars.list().stream().map(Calendar::name).limit(NAMED).collect(Collectors.joining(", "));
        return new InvalidTaskException(
                "calendar",
                task.rules().blackout() == null ? "" : task.rules().blackout().calendar(),
                names.isEmpty()
                        ? "the name of a calendar; there is none yet"
                        : "the name of a calendar, such as " + names);
    }
}
