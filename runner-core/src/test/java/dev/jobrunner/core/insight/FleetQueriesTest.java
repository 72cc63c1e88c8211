package dev.jobrunner.core.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetQueriesTest {

    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_workers, scheduled_task_schedulers");
    }

    @Test
    void theSnapshotCountsEveryState() {
        sql("""
                INSERT INTO scheduled_tasks (task_type, status, schedule_pattern, next_run_at, locked_at, locked_by, fail_count,
                                             last_status, schedule_error)
                VALUES ('due', 'active', '* * * * *', now() - interval '90 s', NULL, NULL, 0, 'ready', NULL),
                       ('later', 'active', '* * * * *', now() + interval '1 hour', NULL, NULL, 2, 'failed', NULL),
                       ('unplanned', 'active', '* * * * *', NULL, NULL, NULL, 0, 'ready', NULL),
                       ('broken', 'active', 'x', NULL, NULL, NULL, 0, 'ready', 'pattern x'),
                       ('running', 'active', NULL, now(), now(), 'w1', 0, 'running', NULL),
                       ('stuck', 'active', NULL, now(), now() - interval '2 minutes', 'w1', 0, 'running', NULL),
                       ('off', 'disabled', NULL, now(), NULL, NULL, 6, 'failed', NULL),
                       ('held', 'paused', NULL, now(), NULL, NULL, 0, 'ready', NULL),
                       ('done', 'completed', NULL, NULL, NULL, NULL, 0, 'completed', NULL)
                """);
        worker("w1", "1 s", "running", "{RUNNING,STUCK}");
        worker("w2", "1 minute", "running", "{DUE}");
        worker("w3", "1 minute", "stopped", "{DUE}");

        HealthSnapshot health = new HealthQuery(
                        database.dataSource(),
                        new LockTimeouts(Duration.ofMinutes(30), Map.of("STUCK", Duration.ofMinutes(1))),
                        Duration.ofSeconds(8))
                .read();

        assertThat(health.activeTasks()).isEqualTo(6);
        assertThat(health.dueTasks()).isEqualTo(1);
        assertThat(health.lockedTasks()).isEqualTo(2);
        assertThat(health.failedTasks()).isEqualTo(1);
        assertThat(health.stuckTasks()).isEqualTo(1);
        assertThat(health.disabledTasks()).isEqualTo(1);
        assertThat(health.pausedTasks()).isEqualTo(1);
        assertThat(health.scheduleErrors()).isEqualTo(1);
        assertThat(health.oldestDueSeconds()).isBetween(89L, 120L);
        assertThat(health.liveWorkers()).isEqualTo(1);
        assertThat(health.staleWorkers()).isEqualTo(1);
        assertThat(health.unhandledTypes()).as("its worker is stale").containsExactly("due");
        assertThat(health.lastTickAt()).isNull();
    }

    @Test
    void aRunThatIsJustBeingEndedAtItsTimeoutIsNotStuckYet() {
        sql("""
                INSERT INTO scheduled_tasks (task_type, locked_at, locked_by, last_status)
                VALUES ('ending', now() - interval '70 seconds', 'w1', 'running'),
                       ('stuck', now() - interval '76 seconds', 'w1', 'running')
                """);

        assertThat(snapshot(Duration.ofMinutes(1)).stuckTasks()).isEqualTo(1);
    }

    @Test
    void typesThatNoTaskMayHaveDoNotHideTheHealthOfTheRest() {
        sql("""
                INSERT INTO scheduled_tasks (task_type, next_run_at)
                VALUES ('good', now()), ('  ', now()), (repeat('x', 120), now()), ('a' || chr(7) || 'b', now())
                """);
        worker("w1", "1 s", "running", "{OTHER}");

        assertThat(HealthVerdict.of(snapshot(Duration.ofMinutes(1))).reasons())
                .anySatisfy(reason -> assertThat(reason).contains("for good: set HANDLER_GOOD on the workers"))
                .anySatisfy(reason -> assertThat(reason)
                        .startsWith("no worker can have a handler for ")
                        .contains("'  '", "'a?b'", "'" + "x".repeat(40) + "…'", "set task_type"));
    }

    private static HealthSnapshot snapshot(Duration lockTimeout) {
        return new HealthQuery(database.dataSource(), new LockTimeouts(lockTimeout, Map.of()), Duration.ofSeconds(8))
                .read();
    }

    @Test
    void runsAreCountedOnceHoweverOftenOneLooks() {
        RecentRuns runs = new RecentRuns(database.dataSource());
        run("x", "completed", "30 s");
        run("x", "completed", "20 s");
        run("y", "failed", "10 s");
        run("y", "lost", "0 s");

        RecentRuns.Window first = runs.after(ago("1 minute"));
        RecentRuns.Window second = runs.after(first.until());

        assertThat(first.runs("completed")).isEqualTo(2);
        assertThat(first.counts()).contains(new RecentRuns.Count("y", "failed", 1));
        assertThat(first.runs("lost"))
                .as("too young to be sure of its neighbours")
                .isZero();
        assertThat(second.counts()).isEmpty();
        assertThat(second.until()).isAfterOrEqualTo(first.until());
    }

    @Test
    void theFirstLookOnlyBeginsTheWindow() {
        run("x", "completed", "30 s");

        assertThat(new RecentRuns(database.dataSource()).after(null).counts()).isEmpty();
    }

    private static Instant ago(String interval) {
        return database.jdbc()
                .sql("SELECT now() - CAST(:ago AS interval)")
                .param("ago", interval)
                .query((row, number) -> row.getObject(1, java.time.OffsetDateTime.class))
                .single()
                .toInstant();
    }

    private static void run(String type, String status, String endedAgo) {
        database.jdbc()
                .sql("INSERT INTO scheduled_task_logs (scheduled_task_id, task_type, status, executed_at, finished_at)"
                        + " VALUES (1, :type, :status, now() - interval '1 hour', now() - CAST(:ago AS interval))")
                .param("type", type)
                .param("status", status)
                .param("ago", endedAgo)
                .update();
    }

    private static void worker(String id, String silentFor, String state, String types) {
        database.jdbc()
                .sql("""
                        INSERT INTO scheduled_task_workers (id, host, pid, version, state, slots, task_types,
                                                            heartbeat_interval, stop_within, heartbeat_at)
                        VALUES (:id, 'h', 1, '1', :state, 1, CAST(:types AS text[]), '2 s', '6 s',
                                now() - CAST(:silentFor AS interval))
                        """)
                .param("id", id)
                .param("state", state)
                .param("types", types)
                .param("silentFor", silentFor)
                .update();
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
