package dev.jobrunner.core.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of workers. One heartbeat is one statement: it renews the worker's row, checks all its locks, and
 * tells whether it may claim. */
public final class WorkerRegistry {

    private static final String BEAT = """
            WITH beat AS (
                INSERT INTO scheduled_task_workers AS w (id, host, pid, version, state, slots, running, task_types,
                                                         heartbeat_interval, stop_within, stopped_after, session_pid)
                VALUES (:id, :host, :pid, :version, :state, :slots, :running, CAST(:taskTypes AS text[]),
                        CAST(:interval AS interval), CAST(:stopWithin AS interval),
                        CAST(:stoppedAfter AS interval), pg_backend_pid())
                ON CONFLICT (id) DO UPDATE
                SET heartbeat_at = now(),
                    -- It shuts down, or else somebody may have asked it to claim no more.
                    state = CASE WHEN excluded.state = 'running' AND w.drain_requested_at IS NOT NULL THEN 'draining'
                                 ELSE excluded.state END,
                    running = excluded.running,
                    session_pid = excluded.session_pid
                RETURNING w.drain_requested_at IS NOT NULL AS drained
            )
            SELECT b.drained, t.lock_token, t.cancel_requested_at IS NOT NULL AS cancelled
            FROM beat b
            LEFT JOIN (unnest(CAST(:taskIds AS bigint[]), CAST(:tokens AS uuid[])) AS held (task_id, token)
                       JOIN scheduled_tasks t ON t.id = held.task_id AND t.lock_token = held.token) ON true
            """;

    private final JdbcClient jdbc;

    public WorkerRegistry(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Renews the worker's row, or makes it anew, and tells which of its locks are still its own. */
    public HeartbeatAnswer beat(WorkerReport report) {
        WorkerIdentity identity = report.identity();
        List<Boolean> drained = new ArrayList<>();
        List<LockCheck.Found> found = new ArrayList<>();
        jdbc.sql(BEAT)
                .param("id", identity.id())
                .param("host", identity.host())
                .param("pid", identity.pid())
                .param("version", identity.version())
                .param("state", report.state().word())
                .param("slots", report.slots())
                .param("running", Math.min(report.held().size(), report.slots()))
                .param("taskTypes", report.taskTypes().stream().sorted().collect(arrayLiteral()))
                .param("interval", report.interval().toMillis() + " milliseconds")
                .param("stopWithin", report.stopWithin().toMillis() + " milliseconds")
                .param("stoppedAfter", report.stoppedAfter().toMillis() + " milliseconds")
                .param(
                        "taskIds",
                        report.held().stream()
                                .map(HeldLock::taskId)
                                .map(String::valueOf)
                                .collect(arrayLiteral()))
                .param(
                        "tokens",
                        report.held().stream()
                                .map(HeldLock::token)
                                .map(UUID::toString)
                                .collect(arrayLiteral()))
                .query(row -> {
                    drained.add(row.getBoolean("drained"));
                    if (row.getObject("lock_token") != null) {
                        found.add(LockCheck.Found.of(row, drained.size()));
                    }
                });
        return new HeartbeatAnswer(LockCheck.of(report.held(), found), drained.contains(true));
    }

    /** Forgets workers whose last heartbeat is older than this; their locks must have been released before. */
    public int forget(Duration silentFor) {
        return jdbc.sql("""
                        DELETE FROM scheduled_task_workers w
                        WHERE w.heartbeat_at < now() - CAST(:silentFor AS interval)
                          AND NOT EXISTS (SELECT 1 FROM scheduled_tasks t WHERE t.locked_at IS NOT NULL AND t.locked_by = w.id)
                        """)
                .param("silentFor", silentFor.toMillis() + " milliseconds")
                .update();
    }

    private static Collector<CharSequence, ?, String> arrayLiteral() {
        return Collectors.joining(",", "{", "}");
    }
}
