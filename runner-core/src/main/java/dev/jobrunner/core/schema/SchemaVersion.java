package dev.jobrunner.core.schema;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads how far the database has been migrated. A newer schema than needed is fine: migrations expand before they contract. */
public final class SchemaVersion {

    /** The oldest schema that this code can work with. */
    public static final int NEEDED = 26;

    private static final String HISTORY = "SELECT to_regclass('flyway_schema_history') IS NOT NULL";

    private static final String VERSION = """
            SELECT coalesce(max(CAST(h.version AS integer)), 0)
            FROM flyway_schema_history h
            WHERE h.success AND h.version ~ '^[0-9]+$'
            """;

    private final JdbcClient jdbc;

    public SchemaVersion(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** The newest migration that has been applied; 0 if none has. */
    public int current() {
        boolean migrated = jdbc.sql(HISTORY).query(Boolean.class).single();
        return migrated ? jdbc.sql(VERSION).query(Integer.class).single() : 0;
    }
}
