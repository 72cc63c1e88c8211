package dev.jobrunner.core.insight;

import dev.jobrunner.core.sql.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is installed: the database, the size of our tables, and the schedulers that know it. */
public final class Installation {

    private static final String DATABASE = """
            SELECT current_setting('server_version') AS version, current_database() AS name,
                   pg_database_size(current_database()) AS bytes
            """;

    private static final String TABLES = """
            SELECT c.relname AS name, pg_total_relation_size(c.oid) AS bytes,
                   greatest(CAST(c.reltuples AS bigint), 0) AS row_estimate
            FROM pg_class c
            WHERE c.relnamespace = CAST(current_schema() AS regnamespace)
              AND c.relkind = 'r'
              AND starts_with(c.relname, 'scheduled_task')
            ORDER BY bytes DESC, name
            """;

    /** Whoever has not ticked for six of its intervals has ended or is stuck. */
    private static final String SCHEDULERS = """
            SELECT s.id, s.version, s.started_at, s.last_tick_at, extract(epoch FROM s.tick_interval) AS seconds,
                   s.last_tick_at >= now() - 6 * s.tick_interval AS ticks
            FROM scheduled_task_schedulers s
            ORDER BY s.last_tick_at DESC
            LIMIT 20
            """;

    private final JdbcClient jdbc;

    public Installation(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    public Database database() {
        return jdbc.sql(DATABASE)
                .query((row, number) ->
                        new Database(row.getString("version"), row.getString("name"), row.getLong("bytes")))
                .single();
    }

    /** Our tables, the largest first. */
    public List<Table> tables() {
        return jdbc.sql(TABLES)
                .query((row, number) ->
                        new Table(row.getString("name"), row.getLong("bytes"), row.getLong("row_estimate")))
                .list();
    }

    /** The schedulers, the one that ticked last first. */
    public List<Scheduler> schedulers() {
        return jdbc.sql(SCHEDULERS)
                .query((row, number) -> new Scheduler(
                        row.getString("id"),
                        row.getString("version"),
                        Instants.required(row, "started_at"),
                        Instants.required(row, "last_tick_at"),
                        Duration.ofMillis(Math.round(row.getDouble("seconds") * 1000)),
                        row.getBoolean("ticks")))
                .list();
    }

    /** @param bytes of the whole database */
    public record Database(String version, String name, long bytes) {}

    /**
     * @param bytes with indexes and long values
     * @param rows as the server estimates them
     */
    public record Table(String name, long bytes, long rows) {}

    /** @param ticks whether it has ticked lately */
    public record Scheduler(
            String id, String version, Instant startedAt, Instant lastTickAt, Duration interval, boolean ticks) {}
}
