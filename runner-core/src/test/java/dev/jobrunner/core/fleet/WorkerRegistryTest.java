package dev.jobrunner.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class WorkerRegistryTest {

    private static final WorkerReport REPORT = new WorkerReport(
            new WorkerIdentity("worker-a", "h", 1, "1"),
            WorkerState.RUNNING,
            1,
            Set.of("A"),
            Duration.ofSeconds(1),
            Duration.ofSeconds(6),
            Duration.ofMillis(5_500),
            List.of());

    @Test
    void eachBeatNotesTheSessionThatItCameThrough() throws SQLException {
        try (TestDatabase database = TestDatabase.migrated();
                Connection first = database.dataSource().getConnection();
                Connection second = database.dataSource().getConnection()) {
            assertThat(beat(first)).isEqualTo(noted(database));
            assertThat(beat(second)).isEqualTo(noted(database));
            assertThat(beat(first)).isEqualTo(noted(database));

            assertThat(database.jdbc()
                            .sql("SELECT stopped_after = interval '5.5 s' FROM scheduled_task_workers")
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }
    }

    /** @return the session of the connection */
    private static int beat(Connection connection) {
        SingleConnectionDataSource only = new SingleConnectionDataSource(connection, true);
        new WorkerRegistry(only).beat(REPORT);
        return JdbcClient.create(only)
                .sql("SELECT pg_backend_pid()")
                .query(Integer.class)
                .single();
    }

    private static int noted(TestDatabase database) {
        return database.jdbc()
                .sql("SELECT session_pid FROM scheduled_task_workers")
                .query(Integer.class)
                .single();
    }
}
