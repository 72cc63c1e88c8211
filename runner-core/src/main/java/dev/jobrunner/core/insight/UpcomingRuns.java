package dev.jobrunner.core.insight;

import dev.jobrunner.core.forecast.TypicalDurations;
import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.schedule.Timetable;
import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.PriorityQueue;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The runs that are coming: what is due, what is planned, and the slots after that, each as long as its task usually runs. */
public final class UpcomingRuns {

    /** What is running has no next time yet: its pattern tells it, from now on. */
    private static final String NEXT = """
            (SELECT t.id, t.name, t.task_type, t.schedule_pattern, t.time_zone, t.next_run_at, now() AS database_time,
                   \s""" + SlotRules.COLUMNS + """

             FROM scheduled_tasks t
             WHERE t.status = 'active' AND t.locked_at IS NULL AND t.next_run_at IS NOT NULL
               AND t.next_run_at <= now() + CAST(:ahead AS interval)
             ORDER BY t.next_run_at, t.id
             LIMIT :limit)
            UNION ALL
            (SELECT t.id, t.name, t.task_type, t.schedule_pattern, t.time_zone, NULL, now(),
                   \s""" + SlotRules.COLUMNS + """

             FROM scheduled_tasks t
             WHERE t.status = 'active' AND t.locked_at IS NOT NULL AND t.schedule_pattern IS NOT NULL
             ORDER BY t.id
             LIMIT :limit)
            """;

    private final JdbcClient jdbc;
    private final TypicalDurations durations;

    public UpcomingRuns(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.durations = new TypicalDurations(dataSource);
    }

    /**
     * The first runs that start within that time, in order of their start.
     *
     * @param ahead counted from the database's present; positive
     * @param limit at most so many; at least 1
     */
    public List<Upcoming> within(Duration ahead, int limit) {
        List<Next> tasks = jdbc.sql(NEXT)
                .param("ahead", ahead.toMillis() + " milliseconds")
                .param("limit", limit)
                .query(Next::of)
                .list();
        PriorityQueue<Course> courses =
                new PriorityQueue<>(Comparator.comparing(Course::at).thenComparing(Course::taskId));
        tasks.forEach(task -> courses.addAll(task.course(ahead).stream().toList()));
        List<Course> first = new ArrayList<>();
        while (first.size() < limit && !courses.isEmpty()) {
            Course next = courses.remove();
            first.add(next);
            next.goOn().ifPresent(courses::add);
        }
        Map<Long, Duration> typical =
                durations.of(first.stream().map(Course::taskId).distinct().toList());
        return first.stream()
                .map(each -> each.run(typical.getOrDefault(each.taskId(), TypicalDurations.UNKNOWN)))
                .toList();
    }

    /**
     * A run that is coming.
     *
     * @param at when it starts if a slot is free; never before the present
     * @param typical how long it is likely to take
     */
    public record Upcoming(long taskId, @Nullable String name, String taskType, Instant at, Duration typical) {}

    /** @param at null while the task is running */
    private record Next(
            long taskId,
            @Nullable String name,
            String taskType,
            Optional<Timetable> timetable,
            @Nullable Instant at,
            Instant now) {

        static Next of(ResultSet row, int number) throws SQLException {
            return new Next(
                    row.getLong("id"),
                    row.getString("name"),
                    row.getString("task_type"),
                    timetable(row),
                    Instants.nullable(row, "next_run_at"),
                    Instants.required(row, "database_time"));
        }

        /** From its first start within that time on; empty if there is none. */
        Optional<Course> course(Duration ahead) {
            Instant first = at;
            Instant after = first == null || first.isBefore(now) ? now : first;
            PrimitiveIterator.OfLong slots = timetable
                    .map(slotsOf -> slotsOf.dueBetween(after, now.plus(ahead)))
                    .orElseGet(LongStream::empty)
                    .iterator();
            return first == null ? Course.next(this, slots) : Optional.of(new Course(this, after, slots));
        }

        /** Empty for a one-off task, and for a schedule that cannot be used: the planner says what is wrong with it. */
        private static Optional<Timetable> timetable(ResultSet row) throws SQLException {
            String pattern = row.getString("schedule_pattern");
            if (pattern == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(Timetable.parse(pattern, row.getString("time_zone"), SlotRules.of(row))
                        .of(row.getLong("id")));
            } catch (InvalidScheduleException e) {
                return Optional.empty();
            }
        }
    }

    /** The starts of one task, as far as they were asked for: this one, and those after it. */
    private record Course(Next task, Instant at, PrimitiveIterator.OfLong later) {

        static Optional<Course> next(Next task, PrimitiveIterator.OfLong slots) {
            return slots.hasNext()
                    ? Optional.of(new Course(task, Instant.ofEpochSecond(slots.nextLong()), slots))
                    : Optional.empty();
        }

        long taskId() {
            return task.taskId();
        }

        Optional<Course> goOn() {
            return next(task, later);
        }

        Upcoming run(Duration typical) {
            return new Upcoming(task.taskId(), task.name(), task.taskType(), at, typical);
        }
    }
}
