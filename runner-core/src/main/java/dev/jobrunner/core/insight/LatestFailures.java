package dev.jobrunner.core.insight;

import dev.jobrunner.core.sql.Instants;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which tasks failed last, and with what. */
public final class LatestFailures {

    /** Among the newest failures only, so that a task that fails without end costs no more than any other. */
    private static final String LATEST = """
            WITH recent AS MATERIALIZED (
                SELECT l.id, l.scheduled_task_id, coalesce(l.task_name, l.task_type) AS task, l.executed_at, l.finished_at,
                       left(l.error_message, 400) AS error
                FROM scheduled_task_logs l
                WHERE l.status = 'failed'
                ORDER BY l.executed_at DESC
                LIMIT 200
            )
            SELECT r.scheduled_task_id, r.task, count(*) AS runs, max(r.id) AS run_id,
                   max(coalesce(r.finished_at, r.executed_at)) AS last_at,
                   (array_agg(r.error ORDER BY r.id DESC))[1] AS error
            FROM recent r
            GROUP BY r.scheduled_task_id, r.task
            ORDER BY last_at DESC
            LIMIT :count
            """;

    private final JdbcClient jdbc;

    public LatestFailures(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** The tasks whose failures are the newest, newest first. */
    public List<FailedTask> latest(int count) {
        return jdbc.sql(LATEST)
                .param("count", count)
                .query((row, number) -> new FailedTask(
                        row.getLong("scheduled_task_id"),
                        row.getString("task"),
                        row.getLong("runs"),
                        row.getLong("run_id"),
                        Instants.required(row, "last_at"),
                        firstLine(row.getString("error"))))
                .list();
    }

    private static @Nullable String firstLine(@Nullable String error) {
        return error == null
                ? null
                : error.lines().filter(line -> !line.isBlank()).findFirst().orElse(null);
    }

    /**
     * A task and its newest failure.
     *
     * @param runs how often it is among the newest 200 failures of all tasks
     * @param runId of the newest
     * @param error the first line of its message; null if it has none
     */
    public record FailedTask(
            long taskId,
            @Nullable String task,
            long runs,
            long runId,
            Instant lastAt,
            @Nullable String error) {}
}
