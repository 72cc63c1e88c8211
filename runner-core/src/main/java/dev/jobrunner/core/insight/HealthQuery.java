package dev.jobrunner.core.insight;

import dev.jobrunner.core.queue.LockTimeoutTable;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.sql.Instants;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads a {@link HealthSnapshot} in one statement, from the partial indexes alone: finished tasks cost nothing. */
public final class HealthQuery {

    private static final String SNAPSHOT = "WITH " + LockTimeoutTable.CTE + """
            , locked AS MATERIALIZED (
                SELECT t.status, t.locked_at,
                       coalesce(l.seconds, :defaultSeconds) * interval '1 second' AS lock_timeout
                FROM scheduled_tasks t
                LEFT JOIN timeouts l ON l.environment_name = scheduled_task_environment_name(t.task_type)
                WHERE t.locked_at IS NOT NULL
            ),
            due AS MATERIALIZED (
                SELECT t.task_type, count(*) AS tasks, min(t.next_run_at) AS oldest
                FROM scheduled_tasks t
                WHERE t.status = 'active' AND t.locked_at IS NULL AND t.next_run_at IS NOT NULL
                  AND t.next_run_at <= now()
                GROUP BY t.task_type
            ),
            waiting AS MATERIALIZED (
                SELECT t.id, t.after_failed
                FROM scheduled_tasks t
                WHERE t.not_before IS NOT NULL AND t.status = 'active'
            ),
            live AS MATERIALIZED (
                SELECT w.id, w.task_types, w.drain_requested_at
                FROM scheduled_task_workers w
                WHERE w.state <> 'stopped' AND w.heartbeat_at >= now() - CAST(:deadAfter AS interval)
            ),
            tick AS (
                SELECT s.last_tick_at, s.tick_interval
                FROM scheduled_task_schedulers s
                ORDER BY s.last_tick_at DESC
                LIMIT 1
            )
            SELECT (SELECT count(*) FROM scheduled_tasks
                    WHERE status = 'active' AND locked_at IS NULL AND next_run_at IS NOT NULL)
                   + (SELECT count(*) FROM scheduled_tasks
                      WHERE status = 'active' AND next_run_at IS NULL AND locked_at IS NULL)
                   + (SELECT count(*) FROM locked WHERE status = 'active') AS active_tasks,
                   (SELECT coalesce(sum(tasks), 0) FROM due) AS due_tasks,
                   (SELECT count(*) FROM locked) AS locked_tasks,
                   (SELECT count(*) FROM scheduled_tasks
                    WHERE status = 'active' AND last_status = 'failed' AND fail_count > 0) AS failed_tasks,
                   (SELECT count(*) FROM locked WHERE locked_at < now() - lock_timeout - CAST(:notYetStuck AS interval)) AS stuck_tasks,
                   (SELECT count(*) FROM scheduled_tasks WHERE status = 'disabled') AS disabled_tasks,
                   (SELECT count(*) FROM scheduled_tasks WHERE status = 'paused') AS paused_tasks,
                   (SELECT count(*) FROM scheduled_tasks
                    WHERE status = 'active' AND schedule_error IS NOT NULL) AS schedule_errors,
                   (SELECT count(*) FROM waiting) AS waiting_tasks,
                   (SELECT count(*) FROM waiting t
                    WHERE t.after_failed = 'wait'
                      AND EXISTS (SELECT
                                  FROM scheduled_task_dependencies d
                                  LEFT JOIN scheduled_tasks u ON u.id = d.upstream_id
                                  WHERE d.task_id = t.id
                                    AND scheduled_task_upstream_state(u.id, u.status, u.last_status)
                                        NOT IN ('succeeded', 'pending'))) AS blocked_tasks,
                   (SELECT coalesce(extract(epoch FROM now() - min(oldest)), 0) FROM due) AS oldest_due_seconds,
                   (SELECT count(*) FROM live) AS live_workers,
                   (SELECT count(*) FROM live WHERE drain_requested_at IS NOT NULL) AS drained_workers,
                   (SELECT count(*) FROM scheduled_task_workers
                    WHERE state <> 'stopped' AND heartbeat_at < now() - CAST(:deadAfter AS interval)) AS stale_workers,
                   (SELECT last_tick_at FROM tick) AS last_tick_at,
                   (SELECT extract(epoch FROM now() - last_tick_at) FROM tick) AS seconds_since_tick,
                   (SELECT extract(epoch FROM tick_interval) FROM tick) AS tick_interval_seconds,
                   ARRAY(SELECT coalesce(d.task_type, '')
                         FROM due d
                         WHERE EXISTS (SELECT 1 FROM live)
                           AND NOT EXISTS (
                             SELECT 1 FROM live w
                             WHERE scheduled_task_environment_name(d.task_type) = ANY (w.task_types))
                         ORDER BY d.task_type
                         LIMIT 20) AS unhandled_types
            """;

    private final JdbcClient jdbc;
    private final LockTimeouts timeouts;
    private final Duration deadAfter;

    public HealthQuery(DataSource dataSource, LockTimeouts timeouts, Duration deadAfter) {
        this.jdbc = JdbcClient.create(dataSource);
        this.timeouts = timeouts;
        this.deadAfter = deadAfter;
    }

    public HealthSnapshot read() {
        return LockTimeoutTable.bind(jdbc.sql(SNAPSHOT), timeouts)
                .param("deadAfter", deadAfter.toMillis() + " milliseconds")
                .param("notYetStuck", StuckTasks.NOT_YET_STUCK.toMillis() + " milliseconds")
                .query(HealthQuery::snapshot)
                .single();
    }

    private static HealthSnapshot snapshot(ResultSet row, int number) throws SQLException {
        return new HealthSnapshot(
                row.getLong("active_tasks"),
                row.getLong("due_tasks"),
                row.getLong("locked_tasks"),
                row.getLong("failed_tasks"),
                row.getLong("stuck_tasks"),
                row.getLong("disabled_tasks"),
                row.getLong("paused_tasks"),
                row.getLong("schedule_errors"),
                row.getLong("waiting_tasks"),
                row.getLong("blocked_tasks"),
                row.getLong("oldest_due_seconds"),
                row.getInt("live_workers"),
                row.getInt("drained_workers"),
                row.getInt("stale_workers"),
                Instants.nullable(row, "last_tick_at"),
                row.getObject("seconds_since_tick") == null ? null : row.getDouble("seconds_since_tick"),
                row.getObject("tick_interval_seconds") == null ? null : row.getDouble("tick_interval_seconds"),
                strings(row.getArray("unhandled_types")));
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
