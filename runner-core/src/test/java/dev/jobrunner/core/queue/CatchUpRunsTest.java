package dev.jobrunner.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a claim and its end make of slots that were missed. */
class CatchUpRunsTest {

    private static TestDatabase database;
    private static JdbcTaskQueue queue;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        queue = new JdbcTaskQueue(
                database.dataSource(),
                new RetryPolicy(5, List.of(Duration.ofMinutes(1))),
                new ClaimOrder(Duration.ofMinutes(1)),
                new LedgerText(new Redactor(List.of())));
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
    void aSkippedSlotIsInTheLedgerWithItsReasonAndThoseItStandsFor() {
        missed("'skip', NULL, NULL");
        ClaimedTask claimed = claim();
        String why = claimed.whySkipped().orElseThrow();

        queue.settle(claimed, new RunOutcome.Skipped(why));

        assertThat(database.jdbc()
                        .sql("SELECT status || ' ' || missed_slots || ' ' || error_message FROM scheduled_task_logs")
                        .query(String.class)
                        .single())
                .startsWith("skipped 4 skipped: ");
        assertThat(
                        is(
                                "status = 'active' AND next_run_at > now() AND fail_count = 0 AND attempt = 0 AND last_status = 'ready'"))
                .isTrue();
    }

    @Test
    void eachMissedSlotRunsOnceWhereAllAreCaughtUp() {
        missed("'all', NULL, NULL");
        for (int i = 0; i < 5; i++) {
            ClaimedTask run = claim();
            assertThat(run.whySkipped()).isEmpty();
            queue.settle(run, new RunOutcome.Completed(""));
        }

        assertThat(database.jdbc()
                        .sql("SELECT count(DISTINCT scheduled_for) FROM scheduled_task_logs WHERE missed_slots = 0")
                        .query(Long.class)
                        .single())
                .isEqualTo(5);
        assertThat(is("next_run_at > now()")).isTrue();
    }

    @Test
    void theDefaultIsOneRunForAll() {
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, next_run_at)"
                + " VALUES ('a', '0 0 * * *', date_trunc('day', now(), 'UTC') - interval '4 days')");
        ClaimedTask run = claim();
        assertThat(run.whySkipped()).isEmpty();
        assertThat(run.lateBy()).isGreaterThanOrEqualTo(Duration.ofDays(4));

        queue.settle(run, new RunOutcome.Completed(""));

        assertThat(database.jdbc()
                        .sql("SELECT missed_slots FROM scheduled_task_logs")
                        .query(Integer.class)
                        .single())
                .isEqualTo(4);
    }

    @Test
    void aForcedRunAndARetryAreNeverSkipped() {
        missed("'skip', NULL, NULL");
        sql("UPDATE scheduled_tasks SET next_run_at = now() - interval '10 minutes 0.5 seconds'");
        ClaimedTask forced = claim();
        assertThat(forced.whySkipped()).isEmpty();
        queue.settle(forced, new RunOutcome.Failed("no", ""));
        sql(
                "UPDATE scheduled_tasks SET next_run_at = now(), scheduled_for = date_trunc('day', now(), 'UTC') - interval '1 day'");

        assertThat(claim().whySkipped()).isEmpty();
    }

    /** A daily task whose last five slots have not run. */
    private static void missed(String catchUp) {
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, next_run_at, catch_up, catch_up_limit,"
                + " catch_up_window_seconds) VALUES ('a', '0 0 * * *',"
                + " date_trunc('day', now(), 'UTC') - interval '4 days', " + catchUp + ")");
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
