package dev.jobrunner.core.insight;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is installed: the database, and the size of our tables. */
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

    /** @param bytes of the whole database */
    public record Database(String version, String name, long bytes) {}

    /**
     * @param bytes with indexes and long values
     * @param rows as the server estimates them
     */
    public record Table(String name, long bytes, long rows) {}
}
