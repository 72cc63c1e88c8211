package dev.jobrunner.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.Face;
import dev.jobrunner.core.backfill.Backfill;
import dev.jobrunner.core.backfill.BackfillPlan;
import dev.jobrunner.core.backfill.BackfillRefusedException;
import dev.jobrunner.core.backfill.BackfillRequest;
import dev.jobrunner.core.backfill.Backfills;
import dev.jobrunner.core.task.StuckAfter;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backfills through the queue that workers use. */
class BackfillTest {

    private static final Actor ACTOR = new Actor("ops", Face.CLI);
    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

    private static TestDatabase database;
    private static JdbcTaskQueue queue;
    private static Backfills backfills;

    private Task live;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        queue = new JdbcTaskQueue(
                database.dataSource(),
                new RetryPolicy(0, List.of(Duration.ofMinutes(1))),
                ClaimOrder.STRICT,
                new LedgerText(new Redactor(List.of())));
        backfills = new Backfills(database.dataSource());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void oneDailyTask() {
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_backfills CASCADE");
        sql("INSERT INTO scheduled_tasks (name, task_type, schedule_pattern, payload, max_concurrent_runs, next_run_at)"
                + " VALUES ('daily', 'x', '0 3 * * *', '{\"n\": 1}', 50, now() + interval '1 day')");
        live = tasks().get(0);
    }

    @Test
    void ninetyDaysRunThreeAtOnceAndTheLiveScheduleIsUntouched() throws Exception {
        String before = row(live.id());
        BackfillPlan plan = backfills.start(live, request(90, 3), ACTOR);
        assertThat(plan.filled()).isEqualTo(90);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Instant> ran = Collections.synchronizedList(new ArrayList<>());
        ExecutorService workers = Executors.newFixedThreadPool(6);
        List<Future<?>> ends = new ArrayList<>();
        for (int worker = 0; worker < 6; worker++) {
            String name = "w" + worker;
            ends.add(workers.submit(() -> {
                while (ran.size() < 90) {
                    List<ClaimedTask> claimed =
                            queue.claim(new ClaimRequest(name, Set.of("X"), 2)).tasks();
                    most.accumulateAndGet(running.addAndGet(claimed.size()), Math::max);
                    claimed.forEach(run -> {
                        assertThat(run.payload()).isEqualTo("{\"n\": 1}");
                        ran.add(run.scheduledFor());
                        running.decrementAndGet();
                        queue.settle(run, new RunOutcome.Completed(""));
                    });
                    if (claimed.isEmpty()) {
                        backfills.goOn();
                    }
                }
                return null;
            }));
        }
        for (Future<?> end : ends) {
            end.get(60, TimeUnit.SECONDS);
        }
        workers.shutdown();
        backfills.goOn();

        assertThat(most.get()).isBetween(1, 3);
        assertThat(ran.stream().sorted().toList())
                .isEqualTo(IntStream.range(0, 90)
                        .mapToObj(day -> DAY.plus(day, ChronoUnit.DAYS).plus(3, ChronoUnit.HOURS))
                        .toList());
        assertThat(database.jdbc()
                        .sql("SELECT count(DISTINCT scheduled_for) FROM scheduled_task_logs WHERE status = 'completed'")
                        .query(Long.class)
                        .single())
                .isEqualTo(90);
        assertThat(row(live.id())).isEqualTo(before);
        assertThat(backfills.of(live.id())).singleElement().satisfies(done -> {
            assertThat(done.done()).isEqualTo(90);
            assertThat(done.endedAt()).isNotNull();
        });
    }

    @Test
    void theTypesOwnLimitHolds() {
        sql("UPDATE scheduled_tasks SET max_concurrent_runs = 2");
        backfills.start(live, request(10, 5), ACTOR);

        assertThat(queue.claim(new ClaimRequest("w", Set.of("X"), 9)).tasks()).hasSize(2);
    }

    @Test
    void theEndOfOneStartsTheNextWithoutAnyTick() {
        backfills.start(live, request(4, 1), ACTOR);
        List<Instant> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ClaimedTask run = claim().get(0);
            order.add(run.scheduledFor());
            assertThat(claim()).isEmpty();
            queue.settle(run, i == 1 ? new RunOutcome.Failed("no", "") : new RunOutcome.Completed(""));
        }

        assertThat(order).isSorted().hasSize(4);
        assertThat(progress().failed()).isEqualTo(1);
        assertThat(progress().done()).isEqualTo(3);
        assertThat(progress().endedAt()).isNotNull();
    }

    @Test
    void aRetryAndAHandBackKeepTheSlot() {
        backfills.start(live, request(1, 1), ACTOR);
        ClaimedTask first = claim().get(0);
        queue.settle(first, new RunOutcome.HandedBack("shutdown", ""));
        ClaimedTask second = claim().get(0);

        assertThat(second.scheduledFor()).isEqualTo(first.scheduledFor()).isEqualTo(DAY.plus(3, ChronoUnit.HOURS));
    }

    @Test
    void theTickHealsABackfillWhoseNextSlotNobodyReleased() {
        backfills.start(live, request(3, 1), ACTOR);
        sql("ALTER TABLE scheduled_tasks DISABLE TRIGGER scheduled_tasks_backfill_goes_on");
        try {
            queue.settle(claim().get(0), new RunOutcome.Completed(""));
            assertThat(claim()).isEmpty();
        } finally {
            sql("ALTER TABLE scheduled_tasks ENABLE TRIGGER scheduled_tasks_backfill_goes_on");
        }

        assertThat(backfills.goOn()).isEqualTo(1);
        assertThat(claim()).hasSize(1);
    }

    @Test
    void theSameAskedTwiceIsNotDoubled() {
        backfills.start(live, request(10, 2), ACTOR);

        assertThat(backfills.preview(live, request(12, 2)).before()).isEqualTo(10);
        BackfillPlan again = backfills.start(live, request(10, 2), ACTOR);
        BackfillPlan more = backfills.start(live, request(12, 2), ACTOR);

        assertThat(again.backfillId()).isNull();
        assertThat(again.before()).isEqualTo(10);
        assertThat(more.filled()).isEqualTo(2);
        assertThat(more.first()).isEqualTo(DAY.plus(10, ChronoUnit.DAYS).plus(3, ChronoUnit.HOURS));
    }

    @Test
    void aStoppedBackfillLeavesWhatRunsAndForgetsTheRest() {
        backfills.start(live, request(10, 2), ACTOR);
        ClaimedTask run = claim().get(0);

        assertThat(backfills.stop(live, ACTOR)).isEqualTo(9);

        queue.settle(run, new RunOutcome.Completed(""));
        assertThat(claim()).isEmpty();
        assertThat(progress().slots()).isEqualTo(1);
        assertThat(backfills.start(live, request(10, 2), ACTOR).filled()).isEqualTo(9);
        assertThat(backfills.stop(live, ACTOR)).isEqualTo(9);
        assertThat(backfills.stop(live, ACTOR)).isZero();
    }

    @Test
    void aDryRunChangesNothing() {
        BackfillPlan plan = backfills.preview(live, request(90, 3));

        assertThat(plan.slots()).isEqualTo(90);
        assertThat(plan.last()).isEqualTo(DAY.plus(89, ChronoUnit.DAYS).plus(3, ChronoUnit.HOURS));
        assertThat(tasks()).hasSize(1);
        assertThat(backfills.of(live.id())).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> new BackfillRequest(DAY, DAY.minusSeconds(1), 1))
                .isInstanceOf(BackfillRefusedException.class)
                .hasMessageContaining("is not before from");
        assertThatThrownBy(() -> new BackfillRequest(DAY, DAY, 0)).hasMessageContaining("allowed is 1 to 100");
        assertThatThrownBy(() ->
                        backfills.preview(live, new BackfillRequest(DAY, Instant.parse("2999-01-01T00:00:00Z"), 1)))
                .hasMessageContaining("a time that has come");
        sql("UPDATE scheduled_tasks SET schedule_pattern = '* * * * *'");
        assertThatThrownBy(() -> backfills.preview(tasks().get(0), request(90, 1)))
                .hasMessageContaining("at most 10000 slots at once, so up to 2026-01-07T22:39:00Z");
        sql("UPDATE scheduled_tasks SET schedule_pattern = NULL");
        assertThatThrownBy(() -> backfills.preview(tasks().get(0), request(1, 1)))
                .hasMessageContaining("this one runs once");
    }

    @Test
    void aTaskThatIsGoneEndsItsBackfill() {
        backfills.start(live, request(10, 1), ACTOR);
        sql("DELETE FROM scheduled_tasks WHERE name = 'daily'");
        queue.settle(claim().get(0), new RunOutcome.Completed(""));
        backfills.goOn();

        assertThat(progress().endedAt()).isNotNull();
        assertThat(claim()).isEmpty();
    }

    private Backfill progress() {
        return backfills.of(live.id()).get(0);
    }

    private static BackfillRequest request(int days, int parallelism) {
        return new BackfillRequest(DAY, DAY.plus(days, ChronoUnit.DAYS), parallelism);
    }

    private static List<ClaimedTask> claim() {
        return queue.claim(new ClaimRequest("w", Set.of("X"), 1)).tasks();
    }

    private static List<Task> tasks() {
        return new TaskSearch(database.dataSource(), new StuckAfter(Map.of(), Duration.ofDays(1)))
                .search(TaskFilter.ALL, Long.MIN_VALUE, 1000);
    }

    private static String row(long id) {
        return database.jdbc()
                .sql("SELECT CAST(t AS text) || t.xmin FROM scheduled_tasks t WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
