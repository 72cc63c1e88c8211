package dev.jobrunner.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;

/**
 * PostgreSQL for this folder alone: loopback, password, data kept in {@code postgres/} between starts, durable as a real
 * server is. The JVM's end stops it. The library unpacks the binaries where the system property
 * {@code ot.epg.working-dir} says, a folder apart: it may delete old folders beside them.
 */
final class OwnPostgres {

    private static final Duration START_WAIT = Duration.ofSeconds(60);
    private static final String ONLY_WITH_PASSWORD = """
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128      scram-sha-256
            """;

    private final Path home;
    private final Path data;
    private final Path initialised;

    private OwnPostgres(Path home) {
        this.home = home;
        this.data = home.resolve("postgres");
        this.initialised = home.resolve("postgres.initialised");
    }

    /** Starts the server, creating it the first time. Returns the address for the apps. */
    static String start(Path home) throws IOException, SQLException {
        return new OwnPostgres(home).start();
    }

    @SuppressWarnings("resource") // the library's shutdown hook closes it when the JVM ends
    private String start() throws IOException, SQLException {
        String password = password();
        int port = port();
        EmbeddedPostgres server = configured(port, password).start();
        if (!Files.exists(initialised)) {
            initialise(server, password);
        }
        return "postgresql://jobrunner:" + password + "@127.0.0.1:" + port + "/jobrunner";
    }

    private EmbeddedPostgres.Builder configured(int port, String password) {
        Redirect log = Redirect.appendTo(home.resolve("log/postgres.log").toFile());
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setLocaleConfig("locale", "C")
                .setPort(port)
                .setConnectConfig("password", password)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "64MB")
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .setPGStartupWait(START_WAIT);
    }

    private void initialise(EmbeddedPostgres server, String password) throws IOException, SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            // Hexadecimal digits of our own making: nothing to quote.
            statement.execute("ALTER ROLE postgres PASSWORD '" + password + "'");
            statement.execute("CREATE ROLE jobrunner LOGIN PASSWORD '" + password + "'");
            statement.execute("CREATE DATABASE jobrunner OWNER jobrunner");
            Files.writeString(data.resolve("pg_hba.conf"), ONLY_WITH_PASSWORD);
            statement.execute("SELECT pg_reload_conf()");
        }
        Files.createFile(initialised);
    }

    private String password() throws IOException {
        Path file = home.resolve("postgres.password");
        if (!Files.exists(file)) {
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            SecretFile.write(file, HexFormat.of().formatHex(random));
        }
        return SecretFile.read(file);
    }

    private int port() throws IOException {
        Path file = home.resolve("postgres.port");
        int port = Files.exists(file) ? freePort(Integer.parseInt(SecretFile.read(file))) : freePort(0);
        SecretFile.write(file, Integer.toString(port));
        return port;
    }

    private static int freePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            if (wanted == 0) {
                throw e;
            }
            return freePort(0);
        }
    }
}
