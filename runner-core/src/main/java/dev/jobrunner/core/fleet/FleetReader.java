package dev.jobrunner.core.fleet;

import dev.jobrunner.core.sql.Instants;
import dev.jobrunner.core.text.StorableText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads workers with what they run, and schedulers, for people. */
public final class FleetReader {

    private static final String WORKERS = """
            SELECT w.id, w.host, w.pid, w.version, w.state, w.drain_requested_at, w.slots, w.task_types, w.started_at,
                   w.heartbeat_at, greatest(extract(epoch FROM now() - w.heartbeat_at), 0) AS heartbeat_age,
                   -- An idle one beats more rarely than its interval says, but before the time at which it would stop itself.
                   w.heartbeat_at < now() - coalesce(w.stopped_after * 2 / 3, w.heartbeat_interval * 2) AS late,
                   w.heartbeat_at < now() - CAST(:deadAfter AS interval) AS dead
            FROM scheduled_task_workers w
            WHERE (CAST(:id AS text) IS NULL OR w.id = :id)
              AND (CAST(:after AS text) IS NULL OR w.id > :after)
            ORDER BY w.id
            LIMIT :limit
            """;

    /** Through the index of what is running, however many tasks there are. */
    private static final String RUNS = """
            SELECT t.locked_by, t.run_id, t.id, t.name, t.task_type, t.locked_at, t.attempt,
                   t.cancel_requested_at IS NOT NULL AS cancelling
            FROM scheduled_tasks t
            WHERE t.locked_at IS NOT NULL AND t.locked_by = ANY (CAST(:workers AS text[]))
            ORDER BY t.locked_at, t.id
            """;

    private static final String SCHEDULERS = """
            SELECT s.id, s.host, s.version, s.started_at, s.last_tick_at,
                   greatest(extract(epoch FROM now() - s.last_tick_at), 0) AS tick_age,
                   s.last_tick_at < now() - 6 * s.tick_interval AS silent
            FROM scheduled_task_schedulers s
            WHERE CAST(:after AS text) IS NULL OR s.id > :after
            ORDER BY s.id
            LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final Duration deadAfter;

    /** @param deadAfter how long a heartbeat may stay away */
    public FleetReader(DataSource dataSource, Duration deadAfter) {
        this.jdbc = JdbcClient.create(dataSource);
        this.deadAfter = deadAfter;
    }

    /**
     * Workers by id, stopped ones too until they are forgotten.
     *
     * @param after only those with a greater id; null for all
     * @param limit at most so many
     */
    public List<Worker> workers(@Nullable String after, int limit) {
        return read(null, after, limit);
    }

    public Optional<Worker> worker(String id) {
        return read(id, null, 1).stream().findFirst();
    }

    /** Schedulers by id, as {@link #workers}. */
    public List<Scheduler> schedulers(@Nullable String after, int limit) {
        return jdbc.sql(SCHEDULERS)
                .param("after", storable(after), Types.VARCHAR)
                .param("limit", limit)
                .query((row, number) -> new Scheduler(
                        row.getString("id"),
                        row.getString("host"),
                        row.getString("version"),
                        Instants.required(row, "started_at"),
                        Instants.required(row, "last_tick_at"),
                        row.getDouble("tick_age"),
                        row.getBoolean("silent")))
                .list();
    }

    private List<Worker> read(@Nullable String id, @Nullable String after, int limit) {
        List<Worker> idle = jdbc.sql(WORKERS)
                .param("id", storable(id), Types.VARCHAR)
                .param("after", storable(after), Types.VARCHAR)
                .param("deadAfter", deadAfter.toMillis() + " milliseconds")
                .param("limit", limit)
                .query(FleetReader::idle)
                .list();
        Map<String, List<LiveRun>> runs = runs(idle.stream().map(Worker::id).toArray(String[]::new));
        return idle.stream()
                .map(worker -> worker.with(runs.getOrDefault(worker.id(), List.of())))
                .toList();
    }

    private Map<String, List<LiveRun>> runs(String[] workers) {
        Map<String, List<LiveRun>> runs = new HashMap<>();
        if (workers.length == 0) {
            return runs;
        }
        jdbc.sql(RUNS).param("workers", workers).query(row -> {
            runs.computeIfAbsent(row.getString("locked_by"), worker -> new ArrayList<>())
                    .add(new LiveRun(
                            row.getLong("run_id"),
                            row.getLong("id"),
                            row.getString("name"),
                            row.getString("task_type"),
                            Instants.required(row, "locked_at"),
                            row.getInt("attempt"),
                            row.getBoolean("cancelling")));
        });
        return runs;
    }

    /** What cannot be stored is nobody's id; without that part it may be compared. */
    private static @Nullable String storable(@Nullable String id) {
        return id == null ? null : StorableText.of(id);
    }

    private static Worker idle(ResultSet row, int number) throws SQLException {
        return new Worker(
                row.getString("id"),
                row.getString("host"),
                row.getLong("pid"),
                row.getString("version"),
                condition(row),
                Instants.nullable(row, "drain_requested_at"),
                row.getInt("slots"),
                Arrays.asList((String[]) row.getArray("task_types").getArray()),
                Instants.required(row, "started_at"),
                Instants.required(row, "heartbeat_at"),
                row.getDouble("heartbeat_age"),
                row.getBoolean("late"),
                List.of());
    }

    private static Worker.Condition condition(ResultSet row) throws SQLException {
        if (row.getString("state").equals("stopped")) {
            return Worker.Condition.STOPPED;
        }
        if (row.getBoolean("dead")) {
            return Worker.Condition.STALE;
        }
        if (row.getObject("drain_requested_at") != null) {
            return Worker.Condition.DRAINING;
        }
        return row.getString("state").equals("draining") ? Worker.Condition.STOPPING : Worker.Condition.RUNNING;
    }
}
