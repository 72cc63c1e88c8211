package dev.jobrunner.scheduler.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.queue.LockReaper;
import dev.jobrunner.core.queue.RetryPolicy;
import dev.jobrunner.core.queue.Settled;
import dev.jobrunner.core.settings.ConcurrencyLimits;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.upkeep.ConcurrencyTuner;
import dev.jobrunner.core.upkeep.SchedulePlanner;
import dev.jobrunner.scheduler.schema.LegacyTimeZone;
import dev.jobrunner.scheduler.schema.SchemaUpgrade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every deployment runs the old and the new scheduler side by side for a while. */
class TwoSchedulersTest {

    private static final int TASKS = 400;

    private final ExecutorService both = Executors.newFixedThreadPool(2);
    private final TestDatabase database = TestDatabase.empty();

    @BeforeEach
    void migrateTwiceAtOnce() throws Exception {
        List<SchemaUpgrade.Result> results =
                atOnce(() -> new SchemaUpgrade(database.dataSource(), LegacyTimeZone.of(null)).run());
        assertThat(results.stream().mapToInt(SchemaUpgrade.Result::applied).sum())
                .as("each migration by one of them")
                .isEqualTo(database.jdbc()
                        .sql("SELECT count(*) FROM flyway_schema_history WHERE type = 'SQL'")
                        .query(Integer.class)
                        .single());
    }

    @AfterEach
    void end() {
        both.shutdownNow();
        database.close();
    }

    @Test
    void everyTaskIsPlannedOnce() throws Exception {
        insert(
                "INSERT INTO scheduled_tasks (task_type, schedule_pattern) SELECT 'job', '*/7 * * * *' FROM generate_series(1, :tasks)");

        List<SchedulePlanner.Planned> planned = atOnce(() -> new SchedulePlanner(database.dataSource()).plan());

        assertThat(planned.stream().mapToInt(SchedulePlanner.Planned::planned).sum())
                .isEqualTo(TASKS);
        assertThat(count("SELECT count(*) FROM scheduled_tasks WHERE next_run_at > now()"))
                .isEqualTo(TASKS);
    }

    @Test
    void everyLostRunIsEnteredOnceAndCountedOnce() throws Exception {
        insert("""
                INSERT INTO scheduled_tasks (task_type, next_run_at, scheduled_for, last_status, locked_at, locked_by,
                                             lock_token, run_id, attempt, loss_count)
                SELECT 'job', now(), now(), 'running', now() - interval '1 hour', 'worker-gone', gen_random_uuid(),
                       nextval('scheduled_task_run_ids'), 1, 1
                FROM generate_series(1, :tasks)
                """);
        LockReaper reaper = new LockReaper(database.dataSource(), new RetryPolicy(5, List.of(Duration.ofMinutes(1))));

        List<List<Settled>> released = atOnce(() -> {
            List<Settled> all = new ArrayList<>();
            List<Settled> batch;
            do {
                batch = reaper.releaseDeadWorkers(Duration.ofSeconds(8), Instant.EPOCH);
                all.addAll(batch);
            } while (!batch.isEmpty());
            return all;
        });

        assertThat(released.stream().mapToInt(List::size).sum()).isEqualTo(TASKS);
        assertThat(count("SELECT count(*) FROM scheduled_task_logs WHERE status = 'lost'"))
                .isEqualTo(TASKS);
        assertThat(count("SELECT count(*) FROM scheduled_tasks WHERE fail_count = 1 AND locked_at IS NULL"))
                .isEqualTo(TASKS);
    }

    @Test
    void limitsAreAppliedByBothWithoutADeadlock() throws Exception {
        insert(
                "INSERT INTO scheduled_tasks (task_type, schedule_pattern) SELECT 'job', '* * * * *' FROM generate_series(1, :tasks)");

        atOnce(() ->
                new ConcurrencyTuner(database.dataSource(), new ConcurrencyLimits(Map.of("JOB", 4))).applyConfigured());

        assertThat(count("SELECT count(*) FROM scheduled_tasks WHERE max_concurrent_runs = 4"))
                .isEqualTo(TASKS);
    }

    private <T> List<T> atOnce(Callable<T> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            running.add(both.submit(() -> {
                start.await();
                return work.call();
            }));
        }
        start.countDown();
        List<T> results = new ArrayList<>();
        for (Future<T> each : running) {
            results.add(each.get());
        }
        return results;
    }

    private void insert(String statement) {
        database.jdbc().sql(statement).param("tasks", TASKS).update();
    }

    private long count(String query) {
        return database.jdbc().sql(query).query(Long.class).single();
    }
}
