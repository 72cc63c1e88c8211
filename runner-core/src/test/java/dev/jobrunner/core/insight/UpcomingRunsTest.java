package dev.jobrunner.core.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.forecast.TypicalDurations;
import dev.jobrunner.core.insight.UpcomingRuns.Upcoming;
import dev.jobrunner.core.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpcomingRunsTest {

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
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs");
    }

    @Test
    void aRecurringTaskAppearsWithEachOfItsSlots() {
        sql("INSERT INTO scheduled_tasks (id, name, task_type, schedule_pattern, next_run_at)"
                + " VALUES (1, 'ten', 'x', '*/10 * * * *', date_trunc('hour', now()) + interval '1 hour')");

        List<Upcoming> runs = within(Duration.ofHours(3), 100);

        assertThat(runs).hasSizeBetween(7, 18).allMatch(run -> run.taskId() == 1 && "ten".equals(run.name()));
        assertThat(runs).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(Duration.between(runs.get(0).at(), runs.get(1).at())).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void whatIsDueStartsNowAndAOneOffTaskComesOnce() {
        sql("INSERT INTO scheduled_tasks (id, task_type, next_run_at) VALUES (1, 'x', now() - interval '1 hour'),"
                + " (2, 'x', now() + interval '1 minute'), (3, 'x', now() + interval '2 hours')");

        List<Upcoming> runs = within(Duration.ofHours(1), 100);

        assertThat(runs).extracting(Upcoming::taskId).containsExactly(1L, 2L);
        assertThat(Duration.between(runs.get(0).at(), runs.get(1).at()))
                .isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
    }

    @Test
    void pausedAndUnusableTasksDoNotAppearAndARunningOneComesAgain() {
        sql("INSERT INTO scheduled_tasks (id, task_type, schedule_pattern, status, next_run_at, locked_at)"
                + " VALUES (1, 'x', '* * * * *', 'paused', now(), NULL), (2, 'x', 'nonsense', 'active', NULL, NULL),"
                + " (3, 'x', '* * * * *', 'active', now(), now())");

        assertThat(within(Duration.ofMinutes(5), 100)).hasSizeBetween(4, 6).allMatch(run -> run.taskId() == 3);
    }

    @Test
    void theLimitKeepsTheFirstOnes() {
        sql(
                "INSERT INTO scheduled_tasks (id, task_type, schedule_pattern, next_run_at)"
                        + " VALUES (1, 'x', '* * * * *', now() + interval '1 s'), (2, 'x', '* * * * *', now() + interval '2 s')");

        assertThat(within(Duration.ofDays(7), 2)).extracting(Upcoming::taskId).containsExactly(1L, 2L);
    }

    @Test
    void aRunTakesAsLongAsTheMedianOfTheLastCompletedOnes() {
        sql("INSERT INTO scheduled_tasks (id, task_type, next_run_at) VALUES (1, 'x', now()), (2, 'x', now())");
        for (int seconds : new int[] {900, 4, 2, 3}) {
            run("completed", seconds);
        }
        run("failed", 500);

        List<Upcoming> runs = within(Duration.ofHours(1), 10);

        assertThat(runs.get(0).typical()).isEqualTo(Duration.ofSeconds(3));
        assertThat(runs.get(1).typical()).isEqualTo(TypicalDurations.UNKNOWN);
    }

    @Test
    void nothingComesBeforeTheStartOrAfterTheEnd() {
        sql("INSERT INTO scheduled_tasks (id, task_type, schedule_pattern, next_run_at, ends_at)"
                + " VALUES (1, 'x', '0 * * * *', date_trunc('hour', now()) + interval '1 hour',"
                + " date_trunc('hour', now()) + interval '3 hours')");
        sql("INSERT INTO scheduled_tasks (id, task_type, schedule_pattern, next_run_at, locked_at, starts_at)"
                + " VALUES (2, 'x', '0 * * * *', now(), now(), date_trunc('hour', now()) + interval '5 hours')");

        assertThat(within(Duration.ofHours(6), 100))
                .extracting(Upcoming::taskId)
                .startsWith(1L, 1L, 1L, 2L)
                .hasSizeBetween(4, 5);
    }

    private static List<Upcoming> within(Duration ahead, int limit) {
        return new UpcomingRuns(database.dataSource()).within(ahead, limit);
    }

    private static void run(String status, int seconds) {
        database.jdbc()
                .sql("INSERT INTO scheduled_task_logs (scheduled_task_id, status, started_at, finished_at)"
                        + " VALUES (1, :status, now() - :seconds * interval '1 second', now())")
                .param("status", status)
                .param("seconds", seconds)
                .update();
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
