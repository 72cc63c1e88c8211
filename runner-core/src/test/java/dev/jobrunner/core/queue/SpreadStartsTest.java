package dev.jobrunner.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import dev.jobrunner.core.upkeep.SchedulePlanner;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that start after their slot keep the slot, whatever happens to them. */
class SpreadStartsTest {

    private static TestDatabase database;
    private static JdbcTaskQueue queue;
    private static SchedulePlanner planner;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        queue = new JdbcTaskQueue(
                database.dataSource(),
                new RetryPolicy(5, List.of(Duration.ofMinutes(1))),
                new ClaimOrder(Duration.ofMinutes(1)),
                new LedgerText(new Redactor(List.of())));
        planner = new SchedulePlanner(database.dataSource());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs");
    }

    @Test
    void aPlannedTaskWaitsForItsOffsetAndKeepsItsSlot() {
        task(3600);

        planner.plan();

        assertThat(is(
                        "coalesce(next_slot, next_run_at) = date_trunc('hour', now()) + interval '1 hour' AND next_run_at >= coalesce(next_slot, next_run_at)"
                                + " AND next_run_at <= coalesce(next_slot, next_run_at) + interval '1 hour'"))
                .isTrue();
        dueNow();
        ClaimedTask run = claim();
        assertThat(is("scheduled_for = coalesce(next_slot, next_run_at) AND next_run_at = scheduled_for"))
                .isTrue();
        assertThat(run.scheduledFor()).isEqualTo(slot());
        queue.settle(run, new RunOutcome.Completed(""));
        assertThat(logged()).isEqualTo(run.scheduledFor());
        assertThat(
                        is(
                                "coalesce(next_slot, next_run_at) > scheduled_for AND next_run_at <= coalesce(next_slot, next_run_at) + interval '1 hour'"))
                .isTrue();
    }

    @Test
    void aRetryAHandBackAndALossKeepTheSlot() {
        task(3600);
        planner.plan();
        dueNow();
        ClaimedTask first = claim();
        queue.settle(first, new RunOutcome.HandedBack("shutdown", ""));
        ClaimedTask second = claim();
        queue.settle(second, new RunOutcome.Lost("fence", ""));
        ClaimedTask third = claim();
        queue.settle(third, new RunOutcome.Failed("no", ""));
        sql("UPDATE scheduled_tasks SET next_run_at = now()");

        assertThat(List.of(second, third, claim()))
                .extracting(ClaimedTask::scheduledFor)
                .containsOnly(first.scheduledFor());
    }

    @Test
    void aForcedRunIsItsOwnSlotAndTheNextOneStillComes() {
        task(60);
        planner.plan();
        sql("UPDATE scheduled_tasks SET next_run_at = now() - interval '1 minute'");

        ClaimedTask run = claim();
        queue.settle(run, new RunOutcome.Completed(""));

        assertThat(run.scheduledFor()).isBefore(slot());
        assertThat(is("coalesce(next_slot, next_run_at) = date_trunc('hour', now()) + interval '1 hour'"))
                .isTrue();
    }

    @Test
    void aJitterThatIsTooLargeIsNamedInTheTask() {
        task(3601);

        assertThat(planner.plan().refused()).isEqualTo(1);
        assertThat(is("schedule_error LIKE 'jitter_seconds ''3601'' is larger than the shortest distance%'"))
                .isTrue();
        sql("UPDATE scheduled_tasks SET jitter_seconds = 0");
        assertThat(planner.plan().planned()).isEqualTo(1);
        assertThat(is("next_slot IS NULL AND schedule_error IS NULL")).isTrue();
    }

    private static void task(int jitterSeconds) {
        sql("INSERT INTO scheduled_tasks (id, task_type, schedule_pattern, status, jitter_seconds)"
                + " VALUES (4711, 'a', '0 * * * *', 'active', " + jitterSeconds + ")");
    }

    /** Hours pass. */
    private static void dueNow() {
        sql(
                "UPDATE scheduled_tasks SET next_run_at = next_run_at - interval '5 hours', next_slot = next_slot - interval '5 hours'");
    }

    private static Instant slot() {
        return database.jdbc()
                .sql("SELECT coalesce(next_slot, next_run_at) FROM scheduled_tasks")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private static Instant logged() {
        return database.jdbc()
                .sql("SELECT scheduled_for FROM scheduled_task_logs")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private static ClaimedTask claim() {
        return queue.claim(new ClaimRequest("w", Set.of("A"), 1)).tasks().get(0);
    }

    private static boolean is(String condition) {
        return database.jdbc()
                .sql("SELECT coalesce(" + condition + ", false) FROM scheduled_tasks")
                .query(Boolean.class)
                .single();
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
