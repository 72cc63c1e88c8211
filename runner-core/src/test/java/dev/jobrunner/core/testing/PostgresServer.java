package dev.jobrunner.core.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The one database server of a test run: a container where Docker answers, else PostgreSQL's own binaries. */
final class PostgresServer {

    private static final String IMAGE = "postgres:18-alpine";

    private final String address;
    private final String user;
    private final String password;

    private PostgresServer(String address, String user, String password) {
        this.address = address;
        this.user = user;
        this.password = password;
    }

    static PostgresServer running() {
        return Holder.SERVER;
    }

    /** A JDBC URL of the server's default database with {@code schema} as the only one searched. */
    String jdbcUrl(String schema) {
        return "jdbc:postgresql://" + address + "?currentSchema=" + schema;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    @SuppressWarnings("resource") // lives until the JVM ends; both kinds stop with it
    private static PostgresServer start() {
        // The search for Docker complains at length, with stack traces, where there is none.
        ((Logger) LoggerFactory.getLogger("org.testcontainers")).setLevel(Level.OFF);
        if (DockerClientFactory.instance().isDockerAvailable()) {
            PostgreSQLContainer container = new PostgreSQLContainer(DockerImageName.parse(IMAGE));
            container.start();
            return new PostgresServer(
                    container.getHost() + ":" + container.getMappedPort(5432) + "/" + container.getDatabaseName(),
                    container.getUsername(),
                    container.getPassword());
        }
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_buffers", "128MB")
                    .start();
            return new PostgresServer("localhost:" + postgres.getPort() + "/postgres", "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException("Neither Docker nor the embedded PostgreSQL could be started", e);
        }
    }

    private static final class Holder {
        static final PostgresServer SERVER = start();
    }
}
