package dev.jobrunner.core.insight;

import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What each worker ran when, and what it runs now. */
public final class FleetTimeline {

    /** What ended alike on one worker within a cell, and is too short to be told apart, is one bar. */
    private static final String ENDED = """
            WITH ended AS MATERIALIZED (
                SELECT l.locked_by, l.status, l.id, l.scheduled_task_id, coalesce(l.task_name, l.task_type) AS task,
                       coalesce(l.started_at, l.executed_at) AS started_at,
                       l.finished_at,
                       date_bin(CAST(:cell AS interval), l.finished_at, to_timestamp(0)) AS cell
                FROM scheduled_task_logs l
                WHERE l.finished_at >= :from
                  AND l.finished_at < :until
                  AND l.locked_by IS NOT NULL
                  AND l.status <> 'skipped'
            )
            SELECT e.locked_by, e.status, count(*) AS runs, min(e.started_at) AS started_at,
                   max(e.finished_at) AS finished_at, max(e.id) AS id, max(e.task) AS task
            FROM ended e
            WHERE e.finished_at - e.started_at <= 2 * CAST(:cell AS interval)
            GROUP BY e.locked_by, e.cell, e.status
            UNION ALL
            SELECT e.locked_by, e.status, 1, e.started_at, e.finished_at, e.id, e.task
            FROM ended e
            WHERE e.finished_at - e.started_at > 2 * CAST(:cell AS interval)
            """;

    private static final String RUNNING = """
            SELECT t.locked_by, 'running' AS status, 1 AS runs, t.locked_at AS started_at, NULL::timestamptz AS finished_at,
                   t.run_id AS id, coalesce(t.name, t.task_type) AS task
            FROM scheduled_tasks t
            WHERE t.locked_at IS NOT NULL AND t.locked_by IS NOT NULL AND t.run_id IS NOT NULL
            ORDER BY t.locked_at DESC
            LIMIT 2000
            """;

    private static final String WORKERS = """
            SELECT w.id, w.slots, w.running,
                   CASE WHEN w.heartbeat_at < now() - CAST(:deadAfter AS interval) THEN 'stale'
                        WHEN w.drain_requested_at IS NOT NULL THEN 'draining'
                        ELSE w.state END AS state
            FROM scheduled_task_workers w
            WHERE w.state <> 'stopped'
            ORDER BY w.id
            LIMIT 200
            """;

    private final JdbcClient jdbc;
    private final Duration deadAfter;
    private final Map<History, KeptHistory<Bar>> kept = new EnumMap<>(History.class);

    public FleetTimeline(DataSource dataSource, Duration deadAfter) {
        this.jdbc = JdbcClient.create(dataSource);
        this.deadAfter = deadAfter;
        for (History history : History.values()) {
            kept.put(
                    history,
                    new KeptHistory<>(history.cell(), (from, until) -> ended(from, until, history.cell()), Bar::end));
        }
    }

    /** The database's present. */
    public Instant now() {
        return jdbc.sql("SELECT now() AS present")
                .query((row, number) -> Instants.required(row, "present"))
                .single();
    }

    /**
     * What ended within that stretch of time and what runs now, in no order. Skipped slots ran nowhere and are not among it.
     *
     * @param now the database's present
     */
    public List<Bar> bars(History history, Instant now) {
        KeptHistory<Bar> ended = kept.get(history);
        if (ended == null) {
            throw new IllegalArgumentException("No history of " + history);
        }
        return Stream.concat(
                        ended.since(now.minus(history.length()), now).stream(),
                        jdbc.sql(RUNNING).query(Bar::of).list().stream())
                .toList();
    }

    /** The workers that have not stopped, by name. */
    public List<Worker> workers() {
        return jdbc.sql(WORKERS)
                .param("deadAfter", deadAfter.toMillis() + " milliseconds")
                .query((row, number) -> new Worker(
                        row.getString("id"), row.getString("state"), row.getInt("slots"), row.getInt("running")))
                .list();
    }

    private List<Bar> ended(Instant from, Instant until, Duration cell) {
        return jdbc.sql(ENDED)
                .param("cell", cell.toSeconds() + " seconds")
                .param("from", Instants.parameter(from))
                .param("until", Instants.parameter(until))
                .query(Bar::of)
                .list();
    }

    /**
     * One run, or several that ended alike and lie too close together to be told apart.
     *
     * @param runs how many; more than one only for ended ones
     * @param start of the first
     * @param finished of the last; null while it runs
     * @param runId of the newest
     * @param task the name or else the type of one of them
     */
    public record Bar(
            String worker,
            String status,
            long runs,
            Instant start,
            @Nullable Instant finished,
            long runId,
            String task) {

        Instant end() {
            return finished == null ? Instant.MAX : finished;
        }

        static Bar of(ResultSet row, int number) throws SQLException {
            String task = row.getString("task");
            return new Bar(
                    row.getString("locked_by"),
                    row.getString("status"),
                    row.getLong("runs"),
                    Instants.required(row, "started_at"),
                    Instants.nullable(row, "finished_at"),
                    row.getLong("id"),
                    task == null ? "a task" : task);
        }
    }

    /**
     * A worker that has not stopped.
     *
     * @param state {@code running}, {@code draining}, or "stale" when it is not heard of any more
     */
    public record Worker(String id, String state, int slots, int running) {}
}
