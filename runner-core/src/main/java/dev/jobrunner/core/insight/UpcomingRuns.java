package dev.jobrunner.core.insight;

import dev.jobrunner.core.forecast.TypicalDurations;
import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.Recurrence;
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
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The runs that are coming: what is due, what is planned, and the slots after that, each as long as its task usually runs. */
public final class UpcomingRuns {

    /** What is running has no next time yet: its pattern tells it, from now on. */
    private static final String NEXT = """
            (SELECT t.id, t.name, t.task_type, t.schedule_pattern, t.time_zone, t.next_run_at, now() AS database_time
             FROM scheduled_tasks t
             WHERE t.status = 'active' AND t.locked_at IS NULL AND t.next_run_at IS NOT NULL
               AND t.next_run_at <= now() + CAST(:ahead AS interval)
             ORDER BY t.next_run_at, t.id
             LIMIT :limit)
            UNION ALL
            (SELECT t.id, t.name, t.task_type, t.schedule_pattern, t.time_zone, NULL, now()
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
        Map<Long, Duration> typical =
                durations.of(tasks.stream().map(Next::taskId).toList());
        List<Upcoming> runs = new ArrayList<>();
        for (Next task : tasks) {
            Duration duration = typical.getOrDefault(task.taskId(), TypicalDurations.UNKNOWN);
            task.startsWithin(ahead, limit)
                    .forEach(at -> runs.add(new Upcoming(task.taskId(), task.name(), task.taskType(), at, duration)));
        }
        return runs.stream()
                .sorted(Comparator.comparing(Upcoming::at).thenComparing(Upcoming::taskId))
                .limit(limit)
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
            Optional<Recurrence> recurrence,
            @Nullable Instant at,
            Instant now) {

        static Next of(ResultSet row, int number) throws SQLException {
            return new Next(
                    row.getLong("id"),
                    row.getString("name"),
                    row.getString("task_type"),
                    recurrence(row.getString("schedule_pattern"), row.getString("time_zone")),
                    Instants.nullable(row, "next_run_at"),
                    Instants.required(row, "database_time"));
        }

        List<Instant> startsWithin(Duration ahead, int limit) {
            Instant end = now.plus(ahead);
            List<Instant> starts = new ArrayList<>();
            Instant first = at;
            if (first != null) {
                starts.add(first.isBefore(now) ? now : first);
            }
            Instant after = first == null || first.isBefore(now) ? now : first;
            recurrence.ifPresent(pattern -> pattern.between(after, end, limit - starts.size())
                    .mapToObj(Instant::ofEpochSecond)
                    .forEach(starts::add));
            return starts;
        }

        /** Empty for a one-off task, and for a schedule that cannot be used: the planner says what is wrong with it. */
        private static Optional<Recurrence> recurrence(@Nullable String pattern, String timeZone) {
            if (pattern == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(Recurrence.parse(pattern, timeZone));
            } catch (InvalidScheduleException e) {
                return Optional.empty();
            }
        }
    }
}
