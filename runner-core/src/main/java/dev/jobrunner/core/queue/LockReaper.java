package dev.jobrunner.core.queue;

import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.sql.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes locks back whose holder is gone or whose time is up. Any number of schedulers may do so at once, next to any
 * number of claims: rows are taken in one order and busy ones are left for the next tick, so nothing can deadlock.
 */
public final class LockReaper {

    /** How long a worker gets beyond the lock timeout to end the run itself before its lock is taken away. */
    public static final Duration GRACE = Duration.ofSeconds(10);

    private static final int BATCH = 500;

    private static final String DEAD_WORKERS =
            """
            WITH ended AS MATERIALIZED (
                SELECT t.id AS task_id, t.lock_token, 'lost' AS outcome, CAST(NULL AS interval) AS ended_ago,
                       CASE WHEN w.id IS NULL THEN 'worker ' || coalesce(t.locked_by, '(none)') || ' is unknown'
                            WHEN w.state = 'stopped' THEN 'worker ' || w.id || ' has stopped'
                            ELSE 'worker ' || w.id || ' died: no heartbeat since ' || to_char(w.heartbeat_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC'
                       END AS error_message,
                       CAST(NULL AS text) AS output, CAST(NULL AS jsonb) AS payload, CAST(NULL AS timestamptz) AS next_slot, CAST(NULL AS timestamptz) AS next_due, 0 AS missed_slots,
                       CAST(NULL AS text) AS schedule_error
                FROM scheduled_tasks t
                LEFT JOIN scheduled_task_workers w ON w.id = t.locked_by
                WHERE t.locked_at IS NOT NULL
                  AND (w.state = 'stopped' OR %s)
                ORDER BY t.id
                LIMIT :batch
                FOR UPDATE OF t SKIP LOCKED
            )
            """.formatted(WorkerSilence.dead("greatest(coalesce(w.heartbeat_at, t.locked_at), :observedSince)"))
                    + RunEnding.SQL;

    private static final String EXPIRED_LOCKS =
            "WITH " + LockTimeoutTable.CTE + """
            , ended AS MATERIALIZED (
                SELECT t.id AS task_id, t.lock_token, 'failed' AS outcome, CAST(NULL AS interval) AS ended_ago,
                       'lock timeout of ' || round(coalesce(l.seconds, :defaultSeconds)::numeric / 60, 1) || ' min passed on '
                       || coalesce(t.locked_by, '(none)') || ', which did not end the run itself' AS error_message,
                       CAST(NULL AS text) AS output, CAST(NULL AS jsonb) AS payload, CAST(NULL AS timestamptz) AS next_slot, CAST(NULL AS timestamptz) AS next_due, 0 AS missed_slots,
                       CAST(NULL AS text) AS schedule_error
                FROM scheduled_tasks t
                LEFT JOIN timeouts l ON l.environment_name = scheduled_task_environment_name(t.task_type)
                -- Only of workers that live: what a dead one held is lost, which is not the task's failure.
                JOIN scheduled_task_workers w ON w.id = t.locked_by AND w.state <> 'stopped' AND NOT %s
                WHERE t.locked_at IS NOT NULL
                  AND t.locked_at < now() - (coalesce(l.seconds, :defaultSeconds) + :graceSeconds) * interval '1 second'
                ORDER BY t.id
                LIMIT :batch
                FOR UPDATE OF t SKIP LOCKED
            )
            """.formatted(WorkerSilence.dead("w.heartbeat_at")) + RunEnding.SQL;

    private final JdbcClient jdbc;
    private final RetryPolicy retry;

    public LockReaper(DataSource dataSource, RetryPolicy retry) {
        this.jdbc = JdbcClient.create(dataSource);
        this.retry = retry;
    }

    /**
     * Hands back the tasks of workers whose heartbeat has stayed away: for {@code deadAfter}, or, if its connection has ended
     * as well, for as long as the worker itself has told that its runs may go on.
     *
     * @param deadAfter how long a heartbeat may stay away while nothing else is known of a worker
     * @param observedSince since when, by database time, this scheduler has seen the database work without a gap: while
     *     the database itself was away no worker could send a heartbeat, and none is blamed for it
     */
    public List<Settled> releaseDeadWorkers(Duration deadAfter, Instant observedSince) {
        return jdbc.sql(DEAD_WORKERS)
                .param("deadAfter", deadAfter.toMillis() + " milliseconds")
                .param("observedSince", Instants.parameter(observedSince))
                .param("batch", BATCH)
                .param("maxRetries", retry.maxRetries())
                .param("backoff", retry.backoffSeconds())
                .query(Settled::of)
                .list();
    }

    /**
     * The backstop for a worker that lives but does not end its run: counts as the task's failure.
     *
     * @param timeouts the hard limit of a run, by type
     * @param deadAfter how long a heartbeat may stay away; the locks of a dead worker are left to {@link #releaseDeadWorkers}
     */
    public List<Settled> releaseExpiredLocks(LockTimeouts timeouts, Duration deadAfter) {
        return LockTimeoutTable.bind(jdbc.sql(EXPIRED_LOCKS), timeouts)
                .param("deadAfter", deadAfter.toMillis() + " milliseconds")
                .param("graceSeconds", GRACE.toMillis() / 1000.0)
                .param("batch", BATCH)
                .param("maxRetries", retry.maxRetries())
                .param("backoff", retry.backoffSeconds())
                .query(Settled::of)
                .list();
    }
}
