package dev.jobrunner.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Two times after which the tasks of a silent worker are given to others: 6 s if its connection has ended, or else 10 s. */
class WorkerSilenceTest {

    private static final RetryPolicy RETRY = new RetryPolicy(5, List.of(Duration.ofMinutes(1)));
    private static final Duration DEAD_AFTER = Duration.ofSeconds(10);
    private static final String TOLD = "6 seconds";

    private static TestDatabase database;
    private static Connection living;
    private static int livingSession;
    private static int endedSession;

    @BeforeAll
    static void start() throws SQLException {
        database = TestDatabase.migrated();
        living = database.dataSource().getConnection();
        livingSession = session(living);
        try (TestDatabase.Connections fresh = database.freshConnections();
                Connection ended = fresh.dataSource().getConnection()) {
            endedSession = session(ended);
        }
        org.awaitility.Awaitility.await()
                .until(() -> database.jdbc()
                        .sql("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = :pid)")
                        .param("pid", endedSession)
                        .query(Boolean.class)
                        .single());
    }

    @AfterAll
    static void stop() throws SQLException {
        living.close();
        database.close();
    }

    @BeforeEach
    void aRunningTask() {
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_workers");
        sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");
        new JdbcTaskQueue(
                        database.dataSource(),
                        RETRY,
                        new ClaimOrder(Duration.ofMinutes(1)),
                        new LedgerText(new Redactor(List.of())))
                .claim(new ClaimRequest("worker-a", Set.of("A"), 1));
    }

    @Test
    void aWorkerWhoseConnectionHasEndedIsDeadOnceItsRunsHaveStopped() {
        worker("6500 milliseconds", TOLD, endedSession);

        assertThat(released()).isEqualTo(1);
    }

    @Test
    void beforeThatNothingIsTakenFromItWhateverBecameOfItsConnection() {
        worker("5500 milliseconds", TOLD, endedSession);

        assertThat(released()).isZero();
    }

    @Test
    void aWorkerThatOnlyStandsStillHasTheWholeTime() {
        worker("9 seconds", TOLD, livingSession);
        assertThat(released()).isZero();

        worker("11 seconds", TOLD, livingSession);
        assertThat(released()).isEqualTo(1);
    }

    @Test
    void aWorkerOfAVersionThatDoesNotTellHasTheWholeTime() {
        worker("9 seconds", null, endedSession);
        assertThat(released()).isZero();

        worker("9 seconds", TOLD, null);
        assertThat(released()).isZero();

        worker("11 seconds", null, null);
        assertThat(released()).isEqualTo(1);
    }

    @Test
    void noTimeIsShorterThanWhatTheWorkerHasTold() {
        worker("15 seconds", "20 seconds", endedSession);
        assertThat(released()).isZero();

        worker("15 seconds", "20 seconds", livingSession);
        assertThat(released()).isZero();

        worker("21 seconds", "20 seconds", livingSession);
        assertThat(released()).isEqualTo(1);
    }

    @Test
    void silenceWhileTheDatabaseWasAwayCountsForNeitherTime() {
        worker("1 hour", TOLD, endedSession);

        assertThat(released(ago(Duration.ofSeconds(5)))).isZero();
        assertThat(released(ago(Duration.ofSeconds(7)))).isEqualTo(1);
    }

    @Test
    void anExpiredLockOfAWorkerThatDiedSoIsNotTheTasksFailure() {
        LockTimeouts timeouts = new LockTimeouts(Duration.ofMinutes(10), Map.of());
        sql("UPDATE scheduled_tasks SET locked_at = now() - interval '1 hour'");

        worker("7 seconds", TOLD, endedSession);
        assertThat(reaper().releaseExpiredLocks(timeouts, DEAD_AFTER)).isEmpty();

        worker("7 seconds", TOLD, livingSession);
        assertThat(reaper().releaseExpiredLocks(timeouts, DEAD_AFTER)).hasSize(1);
    }

    /** Nothing else of a session is shown to a role that has no part in its owner, but this is. */
    @Test
    void aLivingConnectionOfAnotherRoleIsSeen() throws SQLException {
        String role = "reaper_" + ProcessHandle.current().pid();
        sql("CREATE ROLE " + role);
        try (Connection connection = database.dataSource().getConnection()) {
            sql("GRANT USAGE ON SCHEMA " + connection.getSchema() + " TO " + role);
            sql("GRANT ALL ON ALL TABLES IN SCHEMA " + connection.getSchema() + " TO " + role);
            sql("GRANT ALL ON ALL SEQUENCES IN SCHEMA " + connection.getSchema() + " TO " + role);
            SingleConnectionDataSource only = new SingleConnectionDataSource(connection, true);
            JdbcClient jdbc = JdbcClient.create(only);
            jdbc.sql("SET ROLE " + role).update();
            assertThat(jdbc.sql("SELECT backend_start IS NULL FROM pg_stat_activity WHERE pid = :pid")
                            .param("pid", livingSession)
                            .query(Boolean.class)
                            .single())
                    .as("the role may not look into the session")
                    .isTrue();
            LockReaper reaper = new LockReaper(only, RETRY);

            worker("9 seconds", TOLD, livingSession);
            assertThat(reaper.releaseDeadWorkers(DEAD_AFTER, Instant.EPOCH)).isEmpty();
            worker("9 seconds", TOLD, endedSession);
            assertThat(reaper.releaseDeadWorkers(DEAD_AFTER, Instant.EPOCH)).hasSize(1);
            jdbc.sql("RESET ROLE").update();
        } finally {
            sql("DROP OWNED BY " + role);
            sql("DROP ROLE " + role);
        }
    }

    private static LockReaper reaper() {
        return new LockReaper(database.dataSource(), RETRY);
    }

    private static int released() {
        return released(Instant.EPOCH);
    }

    private static int released(Instant observedSince) {
        return reaper().releaseDeadWorkers(DEAD_AFTER, observedSince).size();
    }

    private static Instant ago(Duration time) {
        return database.jdbc()
                .sql("SELECT now() - CAST(:time AS interval) AS moment")
                .param("time", time.toString())
                .query((row, number) -> row.getTimestamp("moment").toInstant())
                .single();
    }

    private static int session(Connection connection) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                .sql("SELECT pg_backend_pid()")
                .query(Integer.class)
                .single();
    }

    private static void worker(String silentFor, @Nullable String stoppedAfter, @Nullable Integer session) {
        database.jdbc()
                .sql("""
                        INSERT INTO scheduled_task_workers (id, host, pid, version, state, slots, task_types, heartbeat_interval,
                                                            stop_within, heartbeat_at, stopped_after, session_pid)
                        VALUES ('worker-a', 'h', 1, '1', 'running', 1, '{A}', '1 s', '6 s', now() - CAST(:silentFor AS interval),
                                CAST(:stoppedAfter AS interval), :session)
                        ON CONFLICT (id) DO UPDATE
                        SET heartbeat_at = excluded.heartbeat_at,
                            stopped_after = excluded.stopped_after,
                            session_pid = excluded.session_pid
                        """)
                .param("silentFor", silentFor)
                .param("stoppedAfter", stoppedAfter, Types.VARCHAR)
                .param("session", session, Types.INTEGER)
                .update();
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
