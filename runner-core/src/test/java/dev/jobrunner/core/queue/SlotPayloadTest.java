package dev.jobrunner.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody gives for one slot: the runs of that slot get it, and no others. */
class SlotPayloadTest {

    private static TestDatabase database;
    private static JdbcTaskQueue queue;
    private static LockReaper reaper;

    @BeforeAll
    static void start() {
        RetryPolicy retry = new RetryPolicy(5, List.of(Duration.ZERO));
        database = TestDatabase.migrated();
        queue = new JdbcTaskQueue(
                database.dataSource(),
                retry,
                new ClaimOrder(Duration.ofMinutes(1)),
                new LedgerText(new Redactor(List.of())));
        reaper = new LockReaper(database.dataSource(), retry);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void aTask() {
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_workers");
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, payload, next_run_at)"
                + " VALUES ('a', '@daily', '{\"own\": 1}', now())");
    }

    @Test
    void itIsForOneSlotOnly() {
        given("{\"other\": 2}");

        ClaimedTask first = claim();
        queue.settle(first, new RunOutcome.Completed(""));
        sql("UPDATE scheduled_tasks SET next_run_at = now()");
        ClaimedTask second = claim();
        queue.settle(second, new RunOutcome.Completed(""));

        assertThat(first.payload()).isEqualTo("{\"other\": 2}");
        assertThat(second.payload()).isEqualTo("{\"own\": 1}");
        assertThat(ledger(first)).isEqualTo("{\"other\": 2}");
        assertThat(ledger(second)).isEqualTo("{\"own\": 1}");
    }

    @Test
    void itSurvivesARetryAHandBackALossAndAnUnlock() {
        given("{\"other\": 2}");
        queue.settle(claim(), new RunOutcome.HandedBack("shutdown", ""));
        queue.settle(claim(), new RunOutcome.Failed("no", ""));
        sql("UPDATE scheduled_tasks SET next_run_at = now()");
        claim();
        reaper.releaseDeadWorkers(Duration.ofSeconds(-1), Instant.EPOCH);
        claim();
        sql("UPDATE scheduled_tasks SET locked_at = NULL, locked_by = NULL");

        ClaimedTask last = claim();

        assertThat(last.payload()).isEqualTo("{\"other\": 2}");
        assertThat(database.jdbc()
                        .sql("SELECT DISTINCT payload::text FROM scheduled_task_logs")
                        .query(String.class)
                        .list())
                .as("handed back, failed, lost and unlocked alike")
                .containsExactly("{\"other\": 2}");
    }

    @Test
    void givenDuringARunItIsForTheNextOne() {
        given("{\"other\": 2}");
        ClaimedTask running = claim();
        given("{\"third\": 3}");

        queue.settle(running, new RunOutcome.Completed(""));

        assertThat(ledger(running)).isEqualTo("{\"other\": 2}");
        ClaimedTask next = claim();
        assertThat(next.payload()).isEqualTo("{\"third\": 3}");
        queue.settle(next, new RunOutcome.Cancelled("enough", ""));
        assertThat(database.jdbc()
                        .sql("SELECT coalesce(next_payload, slot_payload)::text FROM scheduled_tasks")
                        .query(String.class)
                        .optional())
                .isEmpty();
    }

    @Test
    void givenWhileARetryIsDueItReplacesWhatThatSlotHad() {
        given("{\"other\": 2}");
        queue.settle(claim(), new RunOutcome.Failed("no", ""));
        given("{\"third\": 3}");

        assertThat(claim().payload()).isEqualTo("{\"third\": 3}");
    }

    @Test
    void aChangedPatternDropsItWithItsSlot() {
        given("{\"other\": 2}");
        queue.settle(claim(), new RunOutcome.Failed("no", ""));
        sql("UPDATE scheduled_tasks SET schedule_pattern = '@hourly'");
        sql("UPDATE scheduled_tasks SET next_run_at = now()");

        assertThat(claim().payload()).isEqualTo("{\"own\": 1}");
    }

    @Test
    void theLedgerHasWhatTheRunWasGivenEvenIfTheTaskIsEditedMeanwhile() {
        ClaimedTask running = claim();
        sql("UPDATE scheduled_tasks SET payload = '{\"edited\": true}'");
        queue.settle(running, new RunOutcome.Completed(""));
        assertThat(ledger(running)).isEqualTo("{\"own\": 1}");

        sql("UPDATE scheduled_tasks SET payload = '{}', next_run_at = now()");
        ClaimedTask empty = claim();
        queue.settle(empty, new RunOutcome.Completed(""));
        assertThat(ledger(empty))
                .as("an empty payload costs the ledger nothing")
                .isNull();
    }

    private static void given(String payload) {
        database.jdbc()
                .sql("UPDATE scheduled_tasks SET next_payload = CAST(? AS jsonb), next_run_at = now()")
                .param(payload)
                .update();
    }

    private static ClaimedTask claim() {
        sql("UPDATE scheduled_tasks SET hold_until = NULL");
        return queue.claim(new ClaimRequest("w", Set.of("A"), 1)).tasks().get(0);
    }

    private static @Nullable String ledger(ClaimedTask run) {
        return (String) database.jdbc()
                .sql("SELECT payload::text AS payload FROM scheduled_task_logs WHERE id = ?")
                .param(run.runId())
                .query()
                .singleRow()
                .get("payload");
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
