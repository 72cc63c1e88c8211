package dev.jobrunner.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.faults.evidence.Verdict;
import dev.jobrunner.faults.harness.App;
import dev.jobrunner.faults.harness.Fleet;
import dev.jobrunner.faults.harness.SchedulerClient;
import dev.jobrunner.faults.report.Size;
import dev.jobrunner.faults.report.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Workers, API and an operator with SQL at the same rows, as fast as they can. */
class StormFaultTest {

    /** From docs/operations.md, as an operator would type them. */
    private static final List<String> BY_HAND = List.of(
            "UPDATE scheduled_tasks SET status = 'paused' WHERE task_type = 'two' AND status = 'active'",
            "UPDATE scheduled_tasks SET status = 'active' WHERE task_type = 'two' AND status = 'paused'",
            "UPDATE scheduled_tasks SET max_concurrent_runs = 3 WHERE task_type = 'three'",
            "UPDATE scheduled_tasks SET locked_at = NULL, locked_by = NULL WHERE task_type = 'one'",
            "UPDATE scheduled_tasks SET next_run_at = NOW() - INTERVAL '1 minute' WHERE task_type = 'three' AND status = 'active'",
            "DELETE FROM scheduled_tasks WHERE status = 'completed' AND task_type = 'swept'");

    @Test
    void nothingDeadlocksAndNoPromiseBreaks() throws InterruptedException, ExecutionException {
        Trial trial = Trial.of("storm of claims, cleanup, API and SQL by hand");
        AtomicInteger statements = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        try (Fleet fleet = Fleet.of("storm", 2, Map.of("WORKER_CONCURRENCY", "6"))) {
            long end = System.nanoTime() + Duration.ofSeconds(Size.of(12, 120)).toNanos();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<?>> all = new ArrayList<>();
            all.add(threads.submit(() -> {
                for (int i = 0; System.nanoTime() < end; i++) {
                    fleet.jdbc().sql(BY_HAND.get(i % BY_HAND.size())).update();
                    statements.incrementAndGet();
                }
            }));
            all.add(threads.submit(() -> {
                while (System.nanoTime() < end) {
                    fleet.insert("one", 1, 2, "{\"millis\": 5}");
                    fleet.insert("two", 2, 5, "{\"millis\": 5}");
                    fleet.insert("three", 3, 10, "{\"millis\": 5}");
                    fleet.insert("free", 10_000, 20, "{\"millis\": 5}");
                }
            }));
            SchedulerClient client = SchedulerClient.of(fleet.schedulers().get(0));
            for (String path : List.of("/api/v1/tasks?status=active", "/api/v1/runs")) {
                all.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        assertThat(client.get(path).statusCode()).as(path).isEqualTo(200);
                        calls.incrementAndGet();
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
            threads.shutdown();
            fleet.jdbc().sql(BY_HAND.get(1)).update();
            fleet.awaitDone(Duration.ofMinutes(Size.of(3, 20)));

            Verdict verdict = fleet.verdict();
            long deadlocks = fleet.jdbc()
                    .sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                    .query(Long.class)
                    .single();
            trial.ended(verdict, statements + " statements by hand, " + calls + " calls, deadlocks: " + deadlocks);
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
            assertThat(deadlocks).isZero();
            for (App each : fleet.workers()) {
                assertThat(each.log()).doesNotContain("ERROR").doesNotContain("deadlock");
            }
        }
    }
}
