package dev.jobrunner.worker.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DueListenerTest {

    private final Semaphore wakes = new Semaphore(0);
    private TestDatabase database;
    private DueListener listener;

    @BeforeEach
    void migrate() {
        database = TestDatabase.migrated();
        listener = new DueListener(() -> connect(database.jdbcUrl()), database.dataSource());
    }

    @AfterEach
    void end() {
        listener.stop();
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'active', NULL                   | INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('b', now())",
                "'active', NULL                   | INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('b', now() + interval '1 min')",
                "'active', now() + interval '1 d' | UPDATE scheduled_tasks SET next_run_at = NOW() - INTERVAL '1 minute' WHERE task_type = 'a'",
                "'active', now() + interval '1 d' | UPDATE scheduled_tasks SET next_run_at = now() + interval '1 min'",
                "'paused', now()                  | UPDATE scheduled_tasks SET status = 'active'",
                "'disabled', now()                | UPDATE scheduled_tasks SET fail_count = 0, last_status = 'ready', status = 'active' WHERE task_type = 'a'",
                "'active', now()                  | UPDATE scheduled_tasks SET max_concurrent_runs = 3 WHERE task_type = 'a'",
            })
    void whatBecomesDueByPlainSqlWakes(String task, String statement) {
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, status, next_run_at) VALUES ('a', '0 0 1 1 *', "
                + task + ")");
        listen();

        sql(statement);

        assertWoken();
    }

    @Test
    void aRunThatLeavesItsTaskDueWakesAndOneThatDoesNotIsNotToldOf() {
        sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");
        listen();

        sql("UPDATE scheduled_tasks SET locked_at = now(), locked_by = 'worker-1'");
        sql("UPDATE scheduled_tasks SET locked_at = NULL, next_run_at = now() + interval '1 s'");
        assertNotWoken();
        sql("UPDATE scheduled_tasks SET locked_at = now(), next_run_at = now()");
        sql("UPDATE scheduled_tasks SET locked_at = NULL, locked_by = NULL");
        assertWoken();
    }

    @Test
    void aTaskHeldBackAfterAnUnlockWakesWhenItIsLetGo() {
        sql(
                "INSERT INTO scheduled_tasks (task_type, next_run_at, hold_until) VALUES ('a', now(), now() + interval '1 h')");
        listen();

        sql("UPDATE scheduled_tasks SET hold_until = NULL, hold_run_id = NULL");

        assertWoken();
    }

    @Test
    void aBurstWakesOnceAndWhatQueuesUpBehindItNotAtAll() {
        listen();

        sql("INSERT INTO scheduled_tasks (task_type, next_run_at) SELECT 'a', now() FROM generate_series(1, 1000)");
        sql("INSERT INTO scheduled_tasks (task_type, next_run_at) SELECT 'a', now() FROM generate_series(1, 1000)");
        assertWoken();
        assertNotWoken();
        sql("INSERT INTO scheduled_tasks (task_type, next_run_at, priority) VALUES ('a', now(), 1)");
        assertWoken();
    }

    @Test
    void whatIsNotDueSoonOrNotClaimableIsNotToldOf() {
        listen();

        sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now() + interval '1 h')");
        sql("INSERT INTO scheduled_tasks (task_type, next_run_at, status) VALUES ('b', now(), 'paused')");
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern) VALUES ('c', '* * * * *')");
        sql("UPDATE scheduled_tasks SET fail_count = 0, last_status = 'ready'");

        assertNotWoken();
    }

    @Test
    void anotherSchemaOfTheDatabaseIsNotHeard() {
        listen();
        try (TestDatabase other = TestDatabase.migrated()) {
            other.jdbc()
                    .sql("INSERT INTO scheduled_tasks (task_type) VALUES ('a')")
                    .update();
        }
        assertNotWoken();
    }

    @Test
    void aConnectionThatIsEndedComesBackAndWakesForWhatItHasMissed(CapturedOutput output) {
        listen();

        sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'listener of the test'");

        assertWoken();
        sql("INSERT INTO scheduled_tasks (task_type) VALUES ('a')");
        assertWoken();
        assertThat(output.getOut())
                .containsOnlyOnce("Cannot listen for due tasks, they are found by polling until that is back")
                .contains("Listening for due tasks again");
    }

    /** Notifications stay within a database, so this one hears nothing, as behind a pooler. */
    @Test
    void whereNothingIsHeardItSaysSoOnceAndWakesNobody(CapturedOutput output) {
        listener = new DueListener(
                () -> connect(database.jdbcUrl().replace("/postgres?", "/template1?")), database.dataSource());

        listener.start(wakes::release);

        await().until(() -> output.getOut().contains("notifications do not arrive, as behind a pooler"));
        assertThat(wakes.availablePermits()).isZero();
    }

    private void listen() {
        listener.start(wakes::release);
        assertWoken();
    }

    private void assertWoken() {
        await().until(wakes::tryAcquire);
    }

    /** Notifications come in the order of their commits: once the last one is heard, there was none before. */
    private void assertNotWoken() {
        sql("INSERT INTO scheduled_tasks (task_type) VALUES ('the end')");
        assertWoken();
        assertThat(wakes.tryAcquire()).isFalse();
        sql("DELETE FROM scheduled_tasks WHERE task_type = 'the end'");
    }

    private Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(
                url + "&ApplicationName=listener of the test", database.user(), database.password());
    }

    private void sql(String statement) {
        if (statement.startsWith("SELECT")) {
            database.jdbc().sql(statement).query().listOfRows();
        } else {
            database.jdbc().sql(statement).update();
        }
    }
}
