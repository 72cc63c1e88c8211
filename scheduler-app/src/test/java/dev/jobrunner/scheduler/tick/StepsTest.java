package dev.jobrunner.scheduler.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.queue.ClaimOrder;
import dev.jobrunner.core.queue.ClaimRequest;
import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.JdbcTaskQueue;
import dev.jobrunner.core.queue.LockReaper;
import dev.jobrunner.core.queue.RetryPolicy;
import dev.jobrunner.core.settings.ConcurrencyLimits;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import dev.jobrunner.core.upkeep.ConcurrencyTuner;
import dev.jobrunner.core.upkeep.SilentWorkers;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Dead workers and old locks, against the real tables. Rows are aged instead of waiting. */
@ExtendWith(OutputCaptureExtension.class)
class StepsTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final RetryPolicy RETRY = new RetryPolicy(2, List.of(Duration.ofMinutes(1)));

    private static TestDatabase database;
    private static LockReaper reaper;
    private static LossReport report;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        reaper = new LockReaper(database.dataSource(), RETRY);
        report = new LossReport();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.jdbc()
                .sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_workers")
                .update();
    }

    @Test
    void tasksOfADeadWorkerAreHandedBackAtOnceAndTheFirstLossIsNotTheirFault(CapturedOutput output) {
        long id = claimedBy("worker-a");
        worker("worker-a", "1 minute");

        observing(Duration.ofMillis(200)).untilItSettles();

        assertThat(row(id))
                .containsEntry("locked_at", null)
                .containsEntry("last_status", "ready")
                .containsEntry("fail_count", 0)
                .containsEntry("loss_count", 1);
        assertThat(due(id)).isTrue();
        assertThat(ledger(id)).containsExactly("lost");
        assertThat(output).contains("job #" + id + " (nightly) lost run").contains("Due again at");
    }

    @Test
    void tasksOfALivingWorkerStayWithIt() {
        long id = claimedBy("worker-a");
        worker("worker-a", "1 second");

        step(Duration.ofSeconds(8)).run();

        assertThat(row(id)).containsEntry("locked_by", "worker-a");
    }

    @Test
    void aJobThatKillsItsWorkersIsDisabledInTheEnd(CapturedOutput output) {
        long id = claimedBy("worker-1");
        for (int loss = 1; loss <= 4; loss++) {
            worker("worker-" + loss, "1 minute");
            observing(Duration.ofMillis(200)).untilItSettles();
            if (loss < 4) {
                database.jdbc()
                        .sql("UPDATE scheduled_tasks SET next_run_at = now()")
                        .update();
                claim("worker-" + (loss + 1));
            }
        }

        assertThat(row(id)).containsEntry("status", "disabled").containsEntry("fail_count", 3);
        assertThat(ledger(id)).containsExactly("lost", "lost", "lost", "lost");
        assertThat(output)
                .containsOnlyOnce("job #" + id + " (nightly) is DISABLED after 3 failures in a row")
                .contains("java -jar scheduler-app.jar tasks reset " + id);
    }

    @Test
    void anOutageOfTheDatabaseMakesNoWorkerLookDead() {
        long id = claimedBy("worker-a");
        worker("worker-a", "1 hour");

        Duration next = step(Duration.ofSeconds(8)).run();

        assertThat(row(id)).as("the first answer after an outage").containsEntry("locked_by", "worker-a");
        assertThat(next).as("looks again within half the time").isLessThanOrEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void aSlowNeighbourDoesNotKeepADeadWorkersTasksLocked() {
        long id = claimedBy("worker-a");
        worker("worker-a", "1 hour");
        Duration deadAfter = Duration.ofMillis(300);
        ReleaseDeadWorkers step = step(deadAfter);

        // every look comes later after the one before than the longest gap of an unbroken series
        org.awaitility.Awaitility.await()
                .pollInterval(deadAfter.minusMillis(60))
                .atMost(Duration.ofSeconds(5))
                .until(() -> {
                    step.run();
                    return row(id).get("locked_at") == null;
                });

        assertThat(ledger(id)).containsExactly("lost");
    }

    @Test
    void anOutageThatOnlyAnotherStepHasSeenMakesNoWorkerLookDead() {
        long id = claimedBy("worker-a");
        worker("worker-a", "0 seconds");
        ReleaseDeadWorkers step = step(Duration.ofSeconds(8));
        step.run();
        worker("worker-a", "1 hour");

        step.databaseAway();
        step.run();

        assertThat(row(id)).containsEntry("locked_by", "worker-a");
    }

    @Test
    void aRowThatSomebodyHoldsGetsItsConfiguredLimitLater(CapturedOutput output) throws Exception {
        long held = insert();
        database.jdbc().sql("UPDATE scheduled_tasks SET name = 'held'").update();
        long free = insert();
        ApplyLimits step = new ApplyLimits(
                new ConcurrencyTuner(database.dataSource(), new ConcurrencyLimits(Map.of("JOB", 4))), INTERVAL);

        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM scheduled_tasks WHERE id = " + held + " FOR UPDATE");
            assertThat(step.run()).as("tries again at the next tick").isEqualTo(INTERVAL);
            assertThat(step.run()).isEqualTo(INTERVAL);
            assertThat(row(free)).containsEntry("max_concurrent_runs", 4);
            assertThat(row(held)).containsEntry("max_concurrent_runs", 1);
            other.rollback();
        }

        assertThat(step.run()).as("nothing left to do").isGreaterThan(Duration.ofDays(300));
        assertThat(row(held)).containsEntry("max_concurrent_runs", 4);
        assertThat(output).containsOnlyOnce("1 tasks of type job are held by another transaction");
    }

    @Test
    void aWorkerThatHoldsALockIsLookedAtAgainAtTheMomentOfItsDeath() {
        claimedBy("worker-a");
        worker("worker-a", "6500 milliseconds");
        SilentWorkers.Look look = new SilentWorkers(database.dataSource()).look();

        Duration next = look.untilNextDeath(
                        Duration.ofSeconds(8), look.databaseTime().minusSeconds(60))
                .orElseThrow();

        assertThat(next).isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
    }

    @Test
    void whoHasToldWhenItsRunsHaveStoppedIsLookedAtThenAndOnceMore() {
        claimedBy("worker-a");
        worker("worker-a", "0 seconds");
        database.jdbc()
                .sql("UPDATE scheduled_task_workers SET stopped_after = '5 s', heartbeat_at = now() - interval '4 s'")
                .update();
        assertThat(untilNextDeath(Instant.EPOCH)).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));

        database.jdbc()
                .sql("UPDATE scheduled_task_workers SET heartbeat_at = now() - interval '6 s'")
                .update();
        assertThat(untilNextDeath(Instant.EPOCH)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(2));
        Instant now = new SilentWorkers(database.dataSource()).look().databaseTime();
        assertThat(untilNextDeath(now)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));

        database.jdbc()
                .sql("UPDATE scheduled_task_workers SET stopped_after = '20 s'")
                .update();
        assertThat(untilNextDeath(Instant.EPOCH)).isBetween(Duration.ofSeconds(13), Duration.ofSeconds(14));
    }

    @Test
    void aWorkerThatHoldsNoLockGivesNoReasonToWakeUp() {
        worker("worker-a", "6 seconds");
        SilentWorkers.Look look = new SilentWorkers(database.dataSource()).look();

        assertThat(look.untilNextDeath(Duration.ofSeconds(8), look.databaseTime()))
                .isEmpty();
    }

    @Test
    void aLockOlderThanItsTypesTimeoutIsAFailure(CapturedOutput output) {
        long id = claimedBy("worker-a");
        worker("worker-a", "0 seconds");
        database.jdbc()
                .sql("UPDATE scheduled_tasks SET locked_at = now() - interval '11 minutes'")
                .update();

        expired("JOB", Duration.ofMinutes(12)).run();
        assertThat(row(id)).containsEntry("locked_by", "worker-a");

        expired("JOB", Duration.ofMinutes(10)).run();
        assertThat(row(id))
                .containsEntry("locked_at", null)
                .containsEntry("fail_count", 1)
                .containsEntry("last_status", "failed");
        assertThat(due(id)).as("backs off").isFalse();
        assertThat(ledger(id)).containsExactly("failed");
        assertThat(output).contains("lock timeout of 10.0 min passed on worker-a");
    }

    @Test
    void anExpiredLockOfADeadWorkerIsLeftToTheStepThatKnowsItIsNotTheTasksFailure() {
        long id = claimedBy("worker-a");
        worker("worker-a", "1 hour");
        database.jdbc()
                .sql("UPDATE scheduled_tasks SET locked_at = now() - interval '1 hour'")
                .update();

        expired("JOB", Duration.ofMinutes(10)).run();

        assertThat(row(id)).containsEntry("locked_by", "worker-a").containsEntry("fail_count", 0);
    }

    @Test
    void aLockThatSomebodySetByHandIsReleased() {
        long id = insert();
        database.jdbc().sql("""
                UPDATE scheduled_tasks
                SET locked_at = now() - interval '1 day', locked_by = 'worker-ghost', last_status = 'running'
                """).update();

        observing(Duration.ofMillis(200)).untilItSettles();

        assertThat(row(id)).containsEntry("locked_at", null).containsEntry("locked_by", null);
        assertThat(due(id)).isTrue();
        assertThat(claim("worker-b")).extracting(ClaimedTask::taskId).containsExactly(id);
    }

    private static Duration untilNextDeath(Instant observedSince) {
        return new SilentWorkers(database.dataSource())
                .look()
                .untilNextDeath(Duration.ofSeconds(8), observedSince)
                .orElseThrow();
    }

    private static ReleaseExpiredLocks expired(String type, Duration timeout) {
        return new ReleaseExpiredLocks(
                reaper,
                new LockTimeouts(Duration.ofMinutes(30), Map.of(type, timeout)),
                report,
                Duration.ofSeconds(10),
                INTERVAL);
    }

    private static ReleaseDeadWorkers step(Duration deadAfter) {
        return new ReleaseDeadWorkers(reaper, new SilentWorkers(database.dataSource()), report, INTERVAL, deadAfter);
    }

    /** A step that waits only this long, and may look as often as it needs to. */
    private static Observing observing(Duration deadAfter) {
        return new Observing(step(deadAfter));
    }

    private record Observing(ReleaseDeadWorkers step) {
        void untilItSettles() {
            org.awaitility.Awaitility.await()
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        step.run();
                        return database.jdbc()
                                        .sql("SELECT count(*) FROM scheduled_tasks WHERE locked_at IS NOT NULL")
                                        .query(Long.class)
                                        .single()
                                == 0;
                    });
        }
    }

    private static long claimedBy(String worker) {
        long id = insert();
        assertThat(claim(worker)).hasSize(1);
        return id;
    }

    private static List<ClaimedTask> claim(String worker) {
        return new JdbcTaskQueue(
                        database.dataSource(),
                        RETRY,
                        new ClaimOrder(Duration.ofMinutes(1)),
                        new LedgerText(new Redactor(List.of())))
                .claim(new ClaimRequest(worker, Set.of("JOB"), 1))
                .tasks();
    }

    private static long insert() {
        return database.jdbc()
                .sql("INSERT INTO scheduled_tasks (task_type, name, schedule_pattern, next_run_at)"
                        + " VALUES ('job', 'nightly', '0 0 * * *', now() - interval '1 minute') RETURNING id")
                .query(Long.class)
                .single();
    }

    private static void worker(String id, String silentFor) {
        database.jdbc().sql("""
                        INSERT INTO scheduled_task_workers (id, host, pid, version, state, slots, task_types,
                                                            heartbeat_interval, stop_within, heartbeat_at)
                        VALUES (:id, 'h', 1, '1', 'running', 1, '{JOB}', '2 s', '6 s', now() - CAST(:silentFor AS interval))
                        ON CONFLICT (id) DO UPDATE SET heartbeat_at = excluded.heartbeat_at
                        """).param("id", id).param("silentFor", silentFor).update();
    }

    private static Map<String, Object> row(long id) {
        return database.jdbc()
                .sql("SELECT * FROM scheduled_tasks WHERE id = :id")
                .param("id", id)
                .query()
                .singleRow();
    }

    private static boolean due(long id) {
        return database.jdbc()
                .sql("SELECT next_run_at <= now() FROM scheduled_tasks WHERE id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private static List<String> ledger(long id) {
        return database.jdbc()
                .sql("SELECT status FROM scheduled_task_logs WHERE scheduled_task_id = :id ORDER BY id")
                .param("id", id)
                .query(String.class)
                .list();
    }
}
