package dev.jobrunner.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import dev.jobrunner.core.upkeep.SchedulePlanner;
import dev.jobrunner.core.upkeep.SchedulePlanner.Planned;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** From when to when a task runs, by plain SQL, from its insert to its completion. */
class StartAndEndTest {

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
    void theFirstSlotIsNotBeforeTheStart() {
        task("'0 * * * *'", "date_trunc('hour', now()) + interval '90 minutes'", "NULL");

        assertThat(planner.plan()).isEqualTo(new Planned(1, 0, 0));

        assertThat(is("next_run_at = date_trunc('hour', now()) + interval '2 hours'"))
                .isTrue();
    }

    @Test
    void aTaskWhoseEndHasPassedIsCompletedWithoutARun() {
        task("'* * * * *'", "NULL", "now() - interval '1 day'");

        assertThat(planner.plan()).isEqualTo(new Planned(0, 0, 1));

        assertThat(is("status = 'completed' AND next_run_at IS NULL AND schedule_error IS NULL"))
                .isTrue();
        assertThat(planner.plan()).isEqualTo(new Planned(0, 0, 0));
    }

    @Test
    void afterItsLastSlotATaskIsCompleted() {
        task("'0 0 1 1 *'", "NULL", "now() + interval '1 minute'");
        sql("UPDATE scheduled_tasks SET next_run_at = now()");

        queue.settle(claim(), new RunOutcome.Completed(""));
        assertThat(is("status = 'active' AND next_run_at IS NULL AND schedule_error IS NULL"))
                .isTrue();
        planner.plan();

        assertThat(is("status = 'completed' AND last_status = 'completed'")).isTrue();
    }

    @Test
    void aPausedTaskStaysPausedUntilItIsResumed() {
        task("'0 0 1 1 *'", "NULL", "now()");
        sql("UPDATE scheduled_tasks SET status = 'paused'");

        assertThat(planner.plan().completed()).isZero();
        sql("UPDATE scheduled_tasks SET status = 'active'");
        assertThat(planner.plan().completed()).isEqualTo(1);
    }

    @Test
    void aMovedStartOrEndIsPlannedAnew() {
        task("'* * * * *'", "NULL", "NULL");
        planner.plan();
        sql("UPDATE scheduled_tasks SET starts_at = now() + interval '1 day'");
        assertThat(is("next_run_at IS NULL")).isTrue();
        planner.plan();
        assertThat(is("next_run_at >= now() + interval '1 day'")).isTrue();

        sql("UPDATE scheduled_tasks SET starts_at = NULL, ends_at = now() - interval '1 minute'");
        planner.plan();
        assertThat(is("status = 'completed'")).isTrue();

        sql("UPDATE scheduled_tasks SET ends_at = NULL, status = 'active'");
        planner.plan();
        assertThat(is("next_run_at <= now() + interval '1 minute'")).isTrue();
    }

    @Test
    void anEndThatIsMovedDuringTheLastRunLetsItGoOn() {
        task("'0 * * * *'", "NULL", "now()");
        sql("UPDATE scheduled_tasks SET next_run_at = now()");
        ClaimedTask running = claim();
        sql("UPDATE scheduled_tasks SET ends_at = NULL");

        queue.settle(running, new RunOutcome.Completed(""));
        planner.plan();

        assertThat(is("status = 'active' AND next_run_at > now()")).isTrue();
    }

    @Test
    void aRetryOfTheLastSlotComesAfterTheEnd() {
        task("'0 0 1 1 *'", "NULL", "now()");
        sql("UPDATE scheduled_tasks SET next_run_at = now()");
        queue.settle(claim(), new RunOutcome.Failed("no", ""));
        sql("UPDATE scheduled_tasks SET ends_at = ends_at - interval '1 second'");
        planner.plan();

        assertThat(is("status = 'active' AND next_run_at > now() AND attempt = 1"))
                .as("a slot that is owed is not dropped")
                .isTrue();
    }

    @Test
    void aOneOffTaskHasNeither() {
        sql(
                "INSERT INTO scheduled_tasks (task_type, next_run_at, ends_at) VALUES ('a', now(), now() - interval '1 day')");

        assertThat(claim().taskType()).isEqualTo("a");
    }

    @Test
    void theDatabaseRefusesAnEndBeforeTheStart() {
        assertThatThrownBy(() -> task("'* * * * *'", "now()", "now() - interval '1 second'"))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("scheduled_tasks_ends_at_not_before_starts_at");
    }

    private static void task(String pattern, String startsAt, String endsAt) {
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, status, starts_at, ends_at) VALUES ('a', "
                + pattern + ", 'active', " + startsAt + ", " + endsAt + ")");
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
