package dev.jobrunner.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.jobrunner.core.testing.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseGateTest {

    @Test
    void theGateIsOpenWhereTheDatabaseAnswers() throws InterruptedException {
        List<Duration> pauses = new ArrayList<>();
        try (TestDatabase database = TestDatabase.empty()) {
            new DatabaseGate(database.dataSource(), pauses::add).await();
        }
        assertThat(pauses).isEmpty();
    }

    @Test
    void itWaitsAndSaysSoOnceUntilTheDatabaseComesBack(CapturedOutput output) throws Exception {
        List<Duration> pauses = new ArrayList<>();
        try (TestDatabase database = TestDatabase.empty()) {
            int nobody = freePort();
            Switched source = new Switched(new DriverManagerDataSource("jdbc:postgresql://localhost:" + nobody + "/d"));
            new DatabaseGate(source, duration -> {
                        pauses.add(duration);
                        if (pauses.size() == 3) {
                            source.current = new DriverManagerDataSource(
                                    database.jdbcUrl(), database.user(), database.password());
                        }
                    })
                    .await();
            assertThat(output.getOut())
                    .containsOnlyOnce("Waiting, since the database does not answer: Connection to localhost:" + nobody
                            + " refused")
                    .containsOnlyOnce("The database answers now.")
                    .doesNotContain("\tat ");
        }
        assertThat(pauses).hasSize(3);
    }

    @Test
    void aDatabaseThatDoesNotExistIsNotWaitedFor() {
        try (TestDatabase database = TestDatabase.empty()) {
            String url = database.jdbcUrl().replaceFirst("/[^/?]+\\?", "/nowhere?");
            DatabaseGate gate =
                    new DatabaseGate(new DriverManagerDataSource(url, database.user(), database.password()), pause -> {
                        throw new AssertionError("nothing to wait for");
                    });

            assertThatExceptionOfType(StartRefused.class)
                    .isThrownBy(gate::await)
                    .withMessageContaining("\"nowhere\" does not exist")
                    .withMessageContaining("DATABASE_URL");
        }
    }

    @Test
    void thePoolsOwnComplaintGivesWayToTheDriversReason() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://localhost:" + freePort() + "/d");
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(300);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(pool::getConnection)
                    .satisfies(failure -> {
                        assertThat(DatabaseAway.mayComeBack(failure)).isTrue();
                        assertThat(StartRefusalReporter.explain(new IllegalStateException(failure)))
                                .hasValueSatisfying(line -> assertThat(line)
                                        .startsWith(
                                                "Not started: the database does not answer: Connection to localhost:")
                                        .doesNotContain("\n"));
                    });
        }
    }

    @Test
    void otherFailuresAreNotExplained() {
        assertThat(StartRefusalReporter.explain(new IllegalStateException(new SQLException("syntax", "42601"))))
                .isEmpty();
        assertThat(DatabaseAway.mayComeBack(new SQLException("no state"))).isFalse();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static final class Switched extends AbstractDataSource {

        private AbstractDataSource current;

        private Switched(AbstractDataSource first) {
            this.current = first;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return current.getConnection();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return current.getConnection(user, password);
        }
    }
}
