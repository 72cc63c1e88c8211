package dev.jobrunner.faults.harness;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL server of the fault tests: durable as in production, and of their own, since they kill it. */
public final class Postgres implements AutoCloseable {

    /** What the applications sign in as: no superuser. */
    public static final String USER = "jobrunner";

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    private final EmbeddedPostgres embedded;
    private final Path data;

    private Postgres(EmbeddedPostgres embedded, Path data) {
        this.embedded = embedded;
        this.data = data;
    }

    /** The one that most trials share; started at the first call, ends with this JVM. */
    public static Postgres shared() {
        return Holder.SERVER;
    }

    public int port() {
        return embedded.getPort();
    }

    /** A new and empty database that belongs to {@link #USER}. */
    public String createDatabase() {
        String name = "faults_" + NEXT.incrementAndGet();
        jdbc("postgres").sql("CREATE DATABASE " + name + " OWNER " + USER).update();
        return name;
    }

    /** Straight to the server, a new connection for each statement: nothing here outlives a kill. */
    public JdbcClient jdbc(String database) {
        return JdbcClient.create(dataSource(database));
    }

    public Connection connect(String database) throws SQLException {
        return dataSource(database).getConnection();
    }

    /** {@code kill -9} of every process of the server at once. */
    public void kill() {
        ProcessHandle postmaster = ProcessHandle.of(postmasterPid())
                .orElseThrow(() -> new IllegalStateException("PostgreSQL is not there"));
        List<ProcessHandle> all = new ArrayList<>(List.of(postmaster));
        all.addAll(postmaster.descendants().toList());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }

    /** Starts the killed server on its data again; returns when it accepts connections. */
    public void start() {
        List<String> command = new ArrayList<>(prefix());
        Matcher words = QUOTED.matcher(read("postmaster.opts"));
        command.add(read("postmaster.opts").split(" \"", 2)[0]);
        while (words.find()) {
            command.add(words.group(1));
        }
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            data.resolve("restarts.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitConnections();
    }

    private void awaitConnections() {
        await("PostgreSQL accepts connections")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> {
                    try (Connection connection = connect("postgres")) {
                        return connection.isValid(1);
                    }
                });
    }

    private PGSimpleDataSource dataSource(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://localhost:" + port() + "/" + database);
        source.setUser("postgres");
        source.setPassword("postgres");
        return source;
    }

    private long postmasterPid() {
        return Long.parseLong(read("postmaster.pid").lines().findFirst().orElseThrow());
    }

    private String read(String file) {
        try {
            return Files.readString(data.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL refuses to run as root: a name space of its own makes it somebody else, as at its first start. */
    private static List<String> prefix() {
        return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of();
    }

    /** One that nobody else uses. */
    public static Postgres create() {
        try {
            Path data = Files.createTempDirectory("fault-tests-postgres");
            EmbeddedPostgres embedded = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_buffers", "128MB")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            Postgres postgres = new Postgres(embedded, data);
            postgres.jdbc("postgres")
                    .sql("CREATE ROLE " + USER + " LOGIN PASSWORD '" + USER + "'")
                    .update();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL could not be started", e);
        }
    }

    @Override
    public void close() {
        try {
            embedded.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Holder {
        static final Postgres SERVER = create();
    }
}
