package dev.jobrunner.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import dev.jobrunner.core.upkeep.SchedulePlanner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskQueueTest {

    private static final RetryPolicy RETRY = new RetryPolicy(5, List.of(Duration.ofMinutes(1), Duration.ofMinutes(5)));

    private static TestDatabase database;
    private static JdbcTaskQueue queue;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        queue = new JdbcTaskQueue(
                database.dataSource(),
                RETRY,
                new ClaimOrder(Duration.ofMinutes(1)),
                new LedgerText(new Redactor(List.of())));
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
    void aDueTaskIsClaimedWithATokenAndItsSlot() {
        long id = insert(
                "INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now() - interval '1 minute')");

        ClaimedTask claimed = claimOne("a");

        Map<String, Object> row = row(id);
        assertThat(claimed.taskId()).isEqualTo(id);
        assertThat(row).containsEntry("last_status", "running").containsEntry("locked_by", "worker-1");
        assertThat(row.get("lock_token")).isEqualTo(claimed.token());
        assertThat(claimed.attempt()).isEqualTo(1);
        assertThat(claimed.scheduledFor()).isBefore(claimed.lockedAt());
    }

    @Test
    void aTaskThatIsNotDueOrPausedOrWithoutHandlerStaysWhereItIs() {
        insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now() + interval '1 minute')");
        insert("INSERT INTO scheduled_tasks (task_type, next_run_at, status) VALUES ('a', now(), 'paused')");
        insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('other', now())");

        assertThat(claim(10, "a")).isEmpty();
    }

    @Test
    void typesAreMatchedByTheirEnvironmentName() {
        insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('audio-mix.v2', now())");

        assertThat(claim(10, "AUDIO_MIX_V2")).hasSize(1);
    }

    @Test
    void higherPriorityComesFirstThenTheOlderOne() {
        insert(
                "INSERT INTO scheduled_tasks (name, task_type, next_run_at, max_concurrent_runs) VALUES ('young', 'a', now() - interval '1 s', 9)");
        insert(
                "INSERT INTO scheduled_tasks (name, task_type, next_run_at, max_concurrent_runs) VALUES ('old', 'a', now() - interval '9 s', 9)");
        insert(
                "INSERT INTO scheduled_tasks (name, task_type, next_run_at, max_concurrent_runs, priority) VALUES ('urgent', 'b', now(), 9, 5)");

        assertThat(claim(2, "a", "b")).extracting(ClaimedTask::name).containsExactly("urgent", "old");
        assertThat(claim(2, "a", "b")).extracting(ClaimedTask::name).containsExactly("young");
    }

    @Test
    void aTypeNeverRunsMoreTasksThanEachOfThemAllows() {
        for (int i = 0; i < 10; i++) {
            insert("INSERT INTO scheduled_tasks (task_type, next_run_at, max_concurrent_runs) VALUES ('a', now(), 3)");
        }
        insert(
                "INSERT INTO scheduled_tasks (name, task_type, next_run_at, max_concurrent_runs, priority) VALUES ('wide', 'a', now(), 5, -1)");

        List<ClaimedTask> first = claim(10, "a");
        assertThat(first).extracting(ClaimedTask::name).containsExactly(null, null, null, "wide");
        assertThat(claim(10, "a")).isEmpty();

        queue.settle(first.get(0), new RunOutcome.Completed(""));
        assertThat(claim(10, "a")).as("three of the type still run").isEmpty();
        queue.settle(first.get(1), new RunOutcome.Completed(""));
        assertThat(claim(10, "a")).hasSize(1);
    }

    @Test
    void tasksWithoutALimitWaitForNoOtherClaimAndCountForThoseWithOne() throws SQLException {
        for (int i = 0; i < 4; i++) {
            insert(
                    "INSERT INTO scheduled_tasks (task_type, next_run_at, max_concurrent_runs) VALUES ('a', now(), 10000)");
        }
        insert("INSERT INTO scheduled_tasks (name, task_type, max_concurrent_runs) VALUES ('limited', 'a', 5)");
        try (Connection other = database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            assertThat(new ClaimStatement(
                                    ClaimStatement.in(new ClaimOrder(Duration.ofMinutes(1))),
                                    new ClaimRequest("worker-2", Set.of("A"), 1),
                                    new DatabaseTime())
                            .execute(other)
                            .tasks())
                    .hasSize(1);

            Claim claim = queue.claim(new ClaimRequest("worker-1", Set.of("A"), 10));

            assertThat(claim.tasks()).hasSize(3).allMatch(task -> task.name() == null);
            assertThat(claim.contended())
                    .as("the one with a limit is to be had")
                    .isTrue();
            other.rollback();
        }
        assertThat(claim(10, "a")).extracting(ClaimedTask::name).containsExactly(null, "limited");
        insert("INSERT INTO scheduled_tasks (task_type, max_concurrent_runs) VALUES ('a', 5)");
        assertThat(claim(10, "a")).as("five of the type run").isEmpty();
        insert("INSERT INTO scheduled_tasks (task_type, max_concurrent_runs) VALUES ('a', 10000)");
        assertThat(claim(10, "a")).hasSize(1);
    }

    @Test
    void aClaimTellsWhenTheNextTaskOfItsTypesBecomesDue() {
        insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now() + interval '1 minute')");
        insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('b', now() + interval '30 s')");
        insert("INSERT INTO scheduled_tasks (task_type, next_run_at, status) VALUES ('a', now(), 'paused')");

        assertThat(queue.claim(new ClaimRequest("worker-1", Set.of("A"), 1)).nextDueIn())
                .hasValueSatisfying(due -> assertThat(due).isBetween(Duration.ofSeconds(55), Duration.ofMinutes(1)));
        assertThat(queue.claim(new ClaimRequest("worker-1", Set.of("C"), 1)).nextDueIn())
                .isEmpty();
    }

    @Test
    void aFullClaimTellsWhatOthersCouldStart() {
        insert("INSERT INTO scheduled_tasks (task_type, next_run_at, priority) VALUES ('a', now(), 1)");
        insert("INSERT INTO scheduled_tasks (task_type, next_run_at, max_concurrent_runs) VALUES ('b', now(), 3)");
        ClaimRequest one = new ClaimRequest("worker-1", Set.of("A", "B"), 1);

        assertThat(queue.claim(one).leftOver()).containsExactly(Map.entry("b", 3));
        assertThat(queue.claim(one).leftOver()).isEmpty();
    }

    @Test
    void aOneOffTaskIsCompletedAndEntered() {
        long id = insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");
        ClaimedTask claimed = claimOne("a");

        Optional<Settled> settled = queue.settle(claimed, new RunOutcome.Completed("done\n"));

        assertThat(settled).isPresent();
        assertThat(row(id))
                .containsEntry("status", "completed")
                .containsEntry("last_status", "completed")
                .containsEntry("lock_token", null)
                .containsEntry("next_run_at", null);
        assertThat(log(claimed))
                .containsEntry("status", "completed")
                .containsEntry("output", "done\n")
                .containsEntry("attempt", 1)
                .containsEntry("locked_by", "worker-1");
    }

    @Test
    void aRecurringTaskGetsItsNextSlotAndCountsTheMissedOnes() {
        long id = insert("INSERT INTO scheduled_tasks (task_type, schedule_pattern, next_run_at)"
                + " VALUES ('a', '* * * * *', date_trunc('minute', now()) - interval '24 h')");
        ClaimedTask claimed = claimOne("a");

        queue.settle(claimed, new RunOutcome.Completed(""));

        assertThat(row(id)).containsEntry("status", "active").containsEntry("last_status", "completed");
        assertThat(database.jdbc()
                        .sql(
                                "SELECT next_run_at > now() AND next_run_at <= now() + interval '1 minute' FROM scheduled_tasks")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(log(claimed).get("missed_slots")).isIn(1440, 1441);
    }

    @Test
    void failuresBackOffAndTheSixthInARowDisables() {
        long id = insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");
        ClaimedTask first = claimOne("a");
        queue.settle(first, new RunOutcome.Failed("exit code 3", ""));
        assertThat(waitSeconds(id)).isBetween(58.0, 72.5);
        for (int failure = 2; failure <= 5; failure++) {
            ClaimedTask retry = claimAgain(id);
            assertThat(retry.attempt()).isEqualTo(failure);
            assertThat(retry.scheduledFor()).isEqualTo(first.scheduledFor());
            assertThat(queue.settle(retry, new RunOutcome.Failed("exit code 3", ""))
                            .orElseThrow()
                            .disabled())
                    .isFalse();
            assertThat(waitSeconds(id)).isBetween(298.0, 360.5);
        }

        Settled sixth = queue.settle(claimAgain(id), new RunOutcome.Failed("exit code 3", ""))
                .orElseThrow();

        assertThat(sixth.disabled()).isTrue();
        assertThat(row(id)).containsEntry("status", "disabled").containsEntry("fail_count", 6);
        assertThat(database.jdbc()
                        .sql(
                                "SELECT count(*) FROM scheduled_task_logs WHERE status = 'failed' AND error_message = 'exit code 3'")
                        .query(Long.class)
                        .single())
                .isEqualTo(6);
    }

    @Test
    void aStaleTokenChangesNothing() {
        long id = insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");
        ClaimedTask stale = claimOne("a");
        database.jdbc()
                .sql("UPDATE scheduled_tasks SET locked_at = NULL, locked_by = NULL")
                .update();
        ClaimedTask current = claimOne("a");

        assertThat(queue.settle(stale, new RunOutcome.Completed(""))).isEmpty();

        assertThat(row(id)).containsEntry("lock_token", current.token()).containsEntry("last_status", "running");
        assertThat(log(stale))
                .containsEntry("status", "lost")
                .containsEntry("error_message", "the lock was taken away by hand");
        assertThat(queue.settle(current, new RunOutcome.Completed(""))).isPresent();
    }

    @Test
    void whatIsHandedBackRunsAtOnceAndCostsNoAttempt() {
        long id = insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");

        queue.settle(claimOne("a"), new RunOutcome.HandedBack("the worker is shutting down", ""));

        assertThat(row(id))
                .containsEntry("fail_count", 0)
                .containsEntry("loss_count", 0)
                .containsEntry("attempt", 0);
        assertThat(claimOne("a").attempt()).isEqualTo(1);
    }

    @Test
    void aPatternChangedDuringTheRunIsPlannedAnewAndAForcedRunComesAfterwards() {
        long changed = insert(
                "INSERT INTO scheduled_tasks (task_type, schedule_pattern, next_run_at) VALUES ('a', '* * * * *', now())");
        long forced = insert(
                "INSERT INTO scheduled_tasks (task_type, schedule_pattern, next_run_at) VALUES ('b', '0 0 * * *', now())");
        ClaimedTask first = claimOne("a");
        ClaimedTask second = claimOne("b");
        database.jdbc()
                .sql("UPDATE scheduled_tasks SET schedule_pattern = '*/5 * * * *' WHERE task_type = 'a'")
                .update();
        database.jdbc()
                .sql("UPDATE scheduled_tasks SET next_run_at = now() - interval '1 minute' WHERE task_type = 'b'")
                .update();

        queue.settle(first, new RunOutcome.Completed(""));
        queue.settle(second, new RunOutcome.Completed(""));

        assertThat(row(changed)).containsEntry("next_run_at", null);
        assertThat(claim(10, "a", "b")).extracting(ClaimedTask::taskId).containsExactly(forced);
    }

    @Test
    void aCancelledRunIsNotTriedAgainHoweverItEnds() {
        for (RunOutcome outcome : List.of(
                new RunOutcome.Lost("worker died", ""),
                new RunOutcome.HandedBack("shutting down", ""),
                new RunOutcome.Failed("exit code 1", ""))) {
            long id = insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");
            ClaimedTask claimed = claimOne("a");
            cancel();

            queue.settle(claimed, outcome);

            assertThat(row(id)).containsEntry("status", "completed").containsEntry("fail_count", 0);
            assertThat(log(claimed)).containsEntry("status", "cancelled");
        }
    }

    @Test
    void aCancelledRunOfARecurringTaskIsFollowedByItsNextSlotHoweverItEnds() {
        for (RunOutcome outcome : List.of(
                new RunOutcome.Lost("the fence", ""),
                new RunOutcome.HandedBack("shutting down", ""),
                new RunOutcome.Failed("exit code 1", ""))) {
            long id = insert("INSERT INTO scheduled_tasks (task_type, schedule_pattern, next_run_at)"
                    + " VALUES ('a', '* * * * *', date_trunc('minute', now()) - interval '10 minutes')");
            ClaimedTask claimed = claimOne("a");
            cancel();

            queue.settle(claimed, outcome);

            assertThat(isPlanned(id)).as("has its next slot, after %s", outcome).isTrue();
            assertThat(row(id)).containsEntry("fail_count", 0).containsEntry("attempt", 0);
            assertThat(log(claimed)).containsEntry("status", "cancelled");
            assertThat(log(claimed).get("missed_slots"))
                    .as("10, or 11 as a minute ends")
                    .isIn(10, 11);
        }
    }

    @Test
    void aRunThatIsTriedAgainStandsForNoOtherSlots() {
        long id = insert("INSERT INTO scheduled_tasks (task_type, schedule_pattern, next_run_at)"
                + " VALUES ('a', '* * * * *', now() - interval '10 minutes')");
        ClaimedTask claimed = claimOne("a");

        queue.settle(claimed, new RunOutcome.Failed("exit code 1", ""));

        assertThat(log(claimed)).containsEntry("status", "failed").containsEntry("missed_slots", 0);
        assertThat(row(id)).containsEntry("attempt", 1).containsEntry("fail_count", 1);
    }

    @Test
    void aCancelledRunWhoseWorkerDiedIsPlannedAtTheNextTick() {
        long id = insert("INSERT INTO scheduled_tasks (task_type, schedule_pattern, next_run_at)"
                + " VALUES ('a', '* * * * *', now() - interval '10 minutes')");
        ClaimedTask claimed = claimOne("a");
        cancel();

        new LockReaper(database.dataSource(), RETRY).releaseDeadWorkers(Duration.ZERO, Instant.EPOCH);

        assertThat(row(id)).containsEntry("status", "active").containsEntry("next_run_at", null);
        assertThat(log(claimed)).containsEntry("status", "cancelled").containsEntry("missed_slots", 0);
        assertThat(new SchedulePlanner(database.dataSource()).plan().planned()).isEqualTo(1);
        assertThat(isPlanned(id)).isTrue();
    }

    @Test
    void anEndOfWhichNothingCanBeStoredSaysThatItFailedAndWhatTheRowKnows() {
        insert("INSERT INTO scheduled_tasks (task_type, payload, next_run_at) VALUES ('a', '{\"own\": 1}', now())");
        ClaimedTask claimed = claimOne("a");

        assertThat(queue.settle(claimed, new RunOutcome.Unstorable())).isPresent();

        assertThat(log(claimed))
                .containsEntry("status", "failed")
                .containsEntry("error_message", "the result of the run could not be stored")
                .containsEntry("output", null);
        assertThat(log(claimed).get("payload")).hasToString("{\"own\": 1}");
    }

    @Test
    void aRunThatEndsLateDoesNotLiftTheHoldOfAnother() {
        database.jdbc()
                .sql(
                        "INSERT INTO scheduled_task_workers (id, host, pid, version, state, slots, task_types, heartbeat_interval, stop_within)"
                                + " VALUES ('worker-1', 'h', 1, '1', 'running', 1, '{A}', '2 s', '6 s')")
                .update();
        insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");
        ClaimedTask late = claimOne("a");
        unlock();
        database.jdbc().sql("UPDATE scheduled_tasks SET hold_until = now()").update();
        ClaimedTask second = claimOne("a");
        unlock();

        queue.releaseHold(late);

        assertThat(claim(1, "a")).as("the second run may still be going on").isEmpty();
        queue.releaseHold(second);
        assertThat(claim(1, "a")).hasSize(1);
    }

    @Test
    void aResetDuringABackoffKeepsTheSlotThatTheTaskStillOwes() {
        insert(
                "INSERT INTO scheduled_tasks (task_type, schedule_pattern, next_run_at) VALUES ('a', '0 * * * *', date_trunc('hour', now()) - interval '3 h')");
        ClaimedTask first = claimOne("a");
        queue.settle(first, new RunOutcome.Failed("exit code 1", ""));

        database.jdbc()
                .sql(
                        "UPDATE scheduled_tasks SET fail_count = 0, last_status = 'ready', status = 'active', next_run_at = now()")
                .update();
        ClaimedTask again = claimOne("a");
        queue.settle(again, new RunOutcome.Completed(""));

        assertThat(again.scheduledFor()).isEqualTo(first.scheduledFor());
        assertThat(log(again)).containsEntry("missed_slots", 3);
    }

    @Test
    void aPatternChangedDuringARunThatFailsDropsTheOldSlot() {
        long id = insert(
                "INSERT INTO scheduled_tasks (task_type, schedule_pattern, next_run_at) VALUES ('a', '* * * * *', now())");
        ClaimedTask claimed = claimOne("a");
        database.jdbc()
                .sql("UPDATE scheduled_tasks SET schedule_pattern = '0 0 * * *'")
                .update();

        queue.settle(claimed, new RunOutcome.Failed("exit code 1", ""));

        assertThat(row(id)).containsEntry("next_run_at", null).containsEntry("attempt", 0);
    }

    @Test
    void aClaimWhoseAnswerWasLostIsHandedBackWithoutCost() {
        long known = insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");
        ClaimedTask held = claimOne("a");
        long lost = insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('b', now())");
        claimOne("b"); // the worker never sees this answer

        assertThat(queue.handBackUnknown("worker-1", List.of(held.token())))
                .extracting(Settled::taskId)
                .containsExactly(lost);

        assertThat(row(known)).containsEntry("lock_token", held.token());
        assertThat(claimOne("b").attempt()).isEqualTo(1);
    }

    @Test
    void aRunIsRecordedOnlyUnderItsOwnEnd() {
        insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");
        ClaimedTask claimed = claimOne("a");
        queue.settle(claimed, new RunOutcome.Lost("worker died", ""));

        assertThat(queue.isRecorded(claimed, new RunOutcome.Lost("worker died", "")))
                .isTrue();
        assertThat(queue.isRecorded(claimed, new RunOutcome.Completed(""))).isFalse();
    }

    @Test
    void aRunEnteredLateFinishedWhenItEnded() {
        insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");
        ClaimedTask claimed = claimOne("a");

        queue.settle(List.of(new RunEnd(claimed, new RunOutcome.Completed(""), Duration.ofMinutes(5))));

        assertThat(database.jdbc()
                        .sql("SELECT finished_at < now() - interval '4 min' FROM scheduled_task_logs")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void theResetOfATypeLeavesItsFinishedOneOffTasksFinished() {
        long id = insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");
        queue.settle(claimOne("a"), new RunOutcome.Completed(""));

        database.jdbc()
                .sql(
                        "UPDATE scheduled_tasks SET fail_count = 0, last_status = 'ready', status = 'active' WHERE task_type = 'a'")
                .update();
        assertThat(row(id)).containsEntry("status", "completed").containsEntry("last_status", "completed");

        database.jdbc()
                .sql("UPDATE scheduled_tasks SET status = 'active', next_run_at = now()")
                .update();
        assertThat(claimOne("a").taskId()).isEqualTo(id);
    }

    @Test
    void aHandUnlockedTaskWaitsUntilItsLivingWorkerHasStoppedTheRun() {
        database.jdbc()
                .sql(
                        "INSERT INTO scheduled_task_workers (id, host, pid, version, state, slots, task_types, heartbeat_interval, stop_within)"
                                + " VALUES ('worker-1', 'h', 1, '1', 'running', 1, '{A}', '2 s', '6 s')")
                .update();
        insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");
        insert("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");
        ClaimedTask claimed = claimOne("a");

        database.jdbc()
                .sql("UPDATE scheduled_tasks SET locked_at = NULL, locked_by = NULL")
                .update();

        assertThat(claim(10, "a")).as("still counts against the type's limit").isEmpty();
        queue.releaseHold(claimed);
        assertThat(claim(10, "a")).extracting(ClaimedTask::taskId).containsExactly(claimed.taskId());
    }

    private static void unlock() {
        database.jdbc()
                .sql("UPDATE scheduled_tasks SET locked_at = NULL, locked_by = NULL")
                .update();
    }

    private static ClaimedTask claimAgain(long id) {
        database.jdbc()
                .sql("UPDATE scheduled_tasks SET next_run_at = now() WHERE id = :id")
                .param("id", id)
                .update();
        return claimOne("a");
    }

    private static double waitSeconds(long id) {
        return database.jdbc()
                .sql("SELECT extract(epoch FROM next_run_at - now()) FROM scheduled_tasks WHERE id = :id")
                .param("id", id)
                .query(Double.class)
                .single();
    }

    private static ClaimedTask claimOne(String type) {
        List<ClaimedTask> claimed = claim(1, type);
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    private static List<ClaimedTask> claim(int slots, String... types) {
        Set<String> names =
                java.util.Arrays.stream(types).map(String::toUpperCase).collect(java.util.stream.Collectors.toSet());
        return queue.claim(new ClaimRequest("worker-1", names, slots)).tasks();
    }

    private static void cancel() {
        database.jdbc()
                .sql("UPDATE scheduled_tasks SET cancel_requested_at = now() WHERE locked_at IS NOT NULL")
                .update();
    }

    private static boolean isPlanned(long id) {
        return database.jdbc()
                .sql("SELECT coalesce(next_run_at > now(), false) FROM scheduled_tasks WHERE id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private static long insert(String sql) {
        return database.jdbc().sql(sql + " RETURNING id").query(Long.class).single();
    }

    private static Map<String, Object> row(long id) {
        return database.jdbc()
                .sql("SELECT * FROM scheduled_tasks WHERE id = :id")
                .param("id", id)
                .query()
                .singleRow();
    }

    private static Map<String, Object> log(ClaimedTask task) {
        return database.jdbc()
                .sql("SELECT * FROM scheduled_task_logs WHERE id = :id")
                .param("id", task.runId())
                .query()
                .singleRow();
    }
}
