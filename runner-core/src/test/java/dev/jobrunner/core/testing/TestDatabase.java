package dev.jobrunner.core.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A fresh schema on the test run's PostgreSQL server. Closing it drops the schema and its connections. */
public final class TestDatabase implements AutoCloseable {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String schema;
    private final HikariDataSource dataSource;

    private TestDatabase(String schema) {
        this.schema = schema;
        this.dataSource = new HikariDataSource(config(schema));
    }

    /** An empty schema: no table at all. */
    public static TestDatabase empty() {
        String schema = "test_" + ProcessHandle.current().pid() + "_" + NEXT.incrementAndGet();
        TestDatabase database = new TestDatabase(schema);
        database.jdbc().sql("CREATE SCHEMA " + schema).update();
        return database;
    }

    /** A schema with every migration applied. */
    public static TestDatabase migrated() {
        TestDatabase database = empty();
        database.migrate();
        return database;
    }

    /** Applies every migration that is not applied yet. */
    public void migrate() {
        Flyway.configure()
                .dataSource(dataSource)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholders(Map.of("legacyTimeZone", "UTC"))
                .load()
                .migrate();
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    /** Another pool whose connections are new, so that they see settings of the role made since. */
    public Connections freshConnections() {
        return new Connections(new HikariDataSource(config(schema)));
    }

    /** The URL for another process or pool, schema included. */
    public String jdbcUrl() {
        return PostgresServer.running().jdbcUrl(schema);
    }

    public String user() {
        return PostgresServer.running().user();
    }

    public String password() {
        return PostgresServer.running().password();
    }

    @Override
    public void close() {
        jdbc().sql("DROP SCHEMA IF EXISTS " + schema + " CASCADE").update();
        dataSource.close();
    }

    private static HikariConfig config(String schema) {
        PostgresServer server = PostgresServer.running();
        HikariConfig config = new HikariConfig();
        config.setPoolName(schema);
        config.setJdbcUrl(server.jdbcUrl(schema));
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setMaximumPoolSize(24);
        config.setMinimumIdle(0);
        return config;
    }

    /** A pool of its own on this database. */
    public record Connections(HikariDataSource dataSource) implements AutoCloseable {
        @Override
        public void close() {
            dataSource.close();
        }
    }
}
