package dev.jobrunner.benchmarks.database;

import dev.jobrunner.benchmarks.measure.ProcessTree;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One PostgreSQL for a whole session, durable as in production. The benchmark's own questions go through a connection to
 * another database, so that they are not among the counters of the one that is measured.
 */
public final class Server implements AutoCloseable {

    /** What differs from PostgreSQL's defaults; part of the report. */
    public static final Map<String, String> SETTINGS = settings();

    private final EmbeddedPostgres postgres;
    private final long pid;
    private final Connection admin;
    private int databases;

    private Server(EmbeddedPostgres postgres, long pid, Connection admin) {
        this.postgres = postgres;
        this.pid = pid;
        this.admin = admin;
    }

    /** @param folder takes the data, the binaries and the log; on a real disk, or {@code fsync} costs nothing */
    public static Server start(Path folder) throws IOException, SQLException {
        Path data = folder.resolve("data");
        Redirect log = Redirect.appendTo(folder.resolve("postgres.log").toFile());
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(
                        Files.createDirectories(folder.resolve("binaries")).toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(true)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("encoding", "UTF8")
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setPGStartupWait(Duration.ofMinutes(1));
        SETTINGS.forEach(builder::setServerConfig);
        EmbeddedPostgres postgres = builder.start();
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim());
        Connection admin = DriverManager.getConnection(address(postgres, "postgres", "benchmark"));
        try (Statement statement = admin.createStatement()) {
            statement.execute("CREATE EXTENSION pg_stat_statements");
        }
        return new Server(postgres, pid, admin);
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("shared_buffers", "1GB");
        settings.put("max_connections", "200");
        settings.put("shared_preload_libraries", "pg_stat_statements");
        return settings;
    }

    public Database create(String label) throws SQLException {
        return create(label, "template1", "wal_log");
    }

    /** A copy of another database, which nobody may be connected to. */
    public Database copy(String label, Database template) throws SQLException {
        return create(label, template.name(), template.isLarge() ? "file_copy" : "wal_log");
    }

    private Database create(String label, String template, String strategy) throws SQLException {
        String name = label.replaceAll("[^a-z0-9]", "_") + "_" + ++databases;
        execute("CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY " + strategy);
        return new Database(name, address(postgres, name, ""));
    }

    public void drop(Database database) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + database.name() + " WITH (FORCE)");
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    /** CPU time of all of PostgreSQL's processes so far, in nanoseconds. */
    public long cpuNanos() {
        return ProcessTree.cpuNanos(pid);
    }

    /** Bytes written to the log of changes so far. */
    public long walBytes() throws SQLException {
        return number("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint");
    }

    /** Statements that clients of the database have sent so far, as {@code pg_stat_statements} counts them. */
    public long statements(Database database) throws SQLException {
        return number("""
                SELECT coalesce(sum(s.calls), 0)
                FROM pg_stat_statements(false) s
                JOIN pg_database d ON d.oid = s.dbid
                WHERE d.datname = '%s'
                """.formatted(database.name()));
    }

    /**
     * Transactions in the database so far. A backend reports at most once a second and while it is idle only after ten:
     * the number is complete only when the backends are gone or have been idle for that long.
     */
    public long transactions(Database database) throws SQLException {
        return number(
                "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = '" + database.name() + "'");
    }

    /** How many connections the programs of that name have. */
    public long connections(Database database, String application) throws SQLException {
        return number("SELECT count(*) FROM pg_stat_activity WHERE datname = '%s' AND application_name LIKE '%s'"
                .formatted(database.name(), application));
    }

    public String version() throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery("SHOW server_version")) {
            row.next();
            return row.getString(1);
        }
    }

    private long number(String query) throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String address(EmbeddedPostgres postgres, String database, String application) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database + "?user=postgres&password=postgres"
                + (application.isEmpty() ? "" : "&ApplicationName=" + application);
    }

    @Override
    public void close() throws IOException, SQLException {
        admin.close();
        postgres.close();
    }
}
