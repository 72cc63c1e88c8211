package dev.jobrunner.scheduler.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.queue.Claim;
import dev.jobrunner.core.queue.ClaimOrder;
import dev.jobrunner.core.queue.ClaimRequest;
import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.JdbcTaskQueue;
import dev.jobrunner.core.queue.RetryPolicy;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import dev.jobrunner.core.upkeep.SchedulePlanner;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each statement that operators run by hand, letter for letter, and what the next tick makes of it. */
class OperatorStatementsTest {

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
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_workers");
    }

    @Test
    void aPausedTaskIsNotClaimed() {
        sql("INSERT INTO scheduled_tasks (task_type, status, next_run_at) VALUES ('x', 'active', NOW())");

        sql("UPDATE scheduled_tasks SET status = 'paused' WHERE task_type = 'x'");
        tick();

        assertThat(claim()).isEmpty();
    }

    @Test
    void aResetTaskIsActiveAgainWithoutItsFailures() {
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, status, fail_count, last_status)"
                + " VALUES ('x', '0 * * * *', 'disabled', 6, 'failed')");

        sql(
                "UPDATE scheduled_tasks SET fail_count = 0, last_status = 'ready', status = 'active' WHERE task_type = 'x'");
        tick();

        assertThat(row()).containsEntry("fail_count", 0).containsEntry("status", "active");
        assertThat(row().get("next_run_at"))
                .as("planned, since nothing had been")
                .isNotNull();
    }

    @Test
    void aForcedRunIsClaimedAtOnce() {
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, status) VALUES ('x', '0 0 1 1 *', 'active')");
        tick();
        assertThat(claim()).isEmpty();

        sql("UPDATE scheduled_tasks SET next_run_at = NOW() - INTERVAL '1 minute' WHERE task_type = 'x'");
        tick();

        assertThat(claim()).hasSize(1);
    }

    @Test
    void anUnlockedTaskCanBeClaimedAgainWhenItsWorkerIsGone() {
        sql("INSERT INTO scheduled_tasks (task_type, status, next_run_at) VALUES ('x', 'active', NOW())");
        assertThat(claim()).hasSize(1);

        sql("UPDATE scheduled_tasks SET locked_at = NULL, locked_by = NULL WHERE task_type = 'x'");
        tick();

        assertThat(claim()).hasSize(1);
        assertThat(database.jdbc()
                        .sql("SELECT status FROM scheduled_task_logs")
                        .query(String.class)
                        .list())
                .containsExactly("lost");
    }

    @Test
    void aWidenedTypeRunsMoreTasksAtOnce() {
        for (int i = 0; i < 4; i++) {
            sql("INSERT INTO scheduled_tasks (task_type, status, next_run_at) VALUES ('x', 'active', NOW())");
        }
        assertThat(claim()).hasSize(1);

        sql("UPDATE scheduled_tasks SET max_concurrent_runs = 3 WHERE task_type = 'x'");
        tick();

        assertThat(claim()).hasSize(2);
    }

    @Test
    void aRescheduledTaskNeverFiresAtOnceAndIsPlannedAtTheNextTick() {
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, status, next_run_at)"
                + " VALUES ('x', '0 0 * * *', 'active', NOW() - INTERVAL '1 hour')");

        sql("UPDATE scheduled_tasks SET schedule_pattern = '*/5 * * * *' WHERE task_type = 'x'");
        assertThat(claim()).as("before the tick").isEmpty();
        tick();

        assertThat(claim()).as("after the tick").isEmpty();
        assertThat(untilNextRun()).isBetween(0.0, 300.0);
    }

    @Test
    void aNewTaskIsPlannedAtTheNextTick() {
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, status) VALUES ('x', '0 * * * *', 'active')");
        tick();

        assertThat(untilNextRun()).isBetween(0.0, 3600.0);
    }

    @Test
    void aOneOffTaskIsClaimedAtOnce() {
        sql("INSERT INTO scheduled_tasks (task_type, status, next_run_at) VALUES ('x', 'active', NOW())");
        tick();

        assertThat(claim()).hasSize(1);
    }

    @Test
    void aPatternThatCannotBeUsedSaysWhyAndDoesNotHoldUpTheOthers() {
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, status) VALUES ('x', '0 0 30 2 *', 'active')");
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, status) VALUES ('y', '0 * * * *', 'active')");

        tick();

        assertThat(row().get("schedule_error")).asString().contains("never fires");
        assertThat(database.jdbc()
                        .sql("SELECT count(*) FROM scheduled_tasks WHERE next_run_at IS NOT NULL")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        sql("UPDATE scheduled_tasks SET schedule_pattern = '0 * * * *' WHERE task_type = 'x'");
        tick();
        assertThat(row()).containsEntry("schedule_error", null);
        assertThat(row().get("next_run_at")).isNotNull();
    }

    @Test
    void aTransactionThatSomebodyLeftOpenDoesNotHoldUpThePlanning() throws Exception {
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, status) VALUES ('x', '0 * * * *', 'active')");
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, status) VALUES ('y', '0 * * * *', 'active')");
        try (Connection operator = database.dataSource().getConnection();
                Statement statement = operator.createStatement()) {
            operator.setAutoCommit(false);
            statement.executeUpdate("UPDATE scheduled_tasks SET priority = 1 WHERE task_type = 'x'");

            tick();

            assertThat(database.jdbc()
                            .sql("SELECT task_type FROM scheduled_tasks WHERE next_run_at IS NOT NULL")
                            .query(String.class)
                            .list())
                    .containsExactly("y");
            operator.commit();
        }
        tick();
        assertThat(row().get("next_run_at")).isNotNull();
    }

    private static void tick() {
        new PlanNextRuns(new SchedulePlanner(database.dataSource()), Duration.ofSeconds(5)).run();
    }

    private static List<ClaimedTask> claim() {
        Claim claim = new JdbcTaskQueue(
                        database.dataSource(),
                        new RetryPolicy(5, List.of(Duration.ofMinutes(1))),
                        new ClaimOrder(Duration.ofMinutes(1)),
                        new LedgerText(new Redactor(List.of())))
                .claim(new ClaimRequest("worker-1", Set.of("X"), 10));
        return claim.tasks();
    }

    private static double untilNextRun() {
        return database.jdbc()
                .sql("SELECT extract(epoch FROM next_run_at - now()) FROM scheduled_tasks WHERE task_type = 'x'")
                .query(Double.class)
                .single();
    }

    private static Map<String, Object> row() {
        return database.jdbc()
                .sql("SELECT * FROM scheduled_tasks WHERE task_type = 'x'")
                .query()
                .singleRow();
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
