package dev.jobrunner.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.queue.LockReaper;
import dev.jobrunner.core.queue.RetryPolicy;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.worker.harness.Evidence;
import dev.jobrunner.worker.harness.Evidence.Execution;
import dev.jobrunner.worker.harness.EvidenceChecker;
import dev.jobrunner.worker.harness.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five real worker processes of ten slots on one database. The full size is {@code -Djobrunner.fleet.tasks=20000}; the
 * build runs a slice.
 */
class FleetTest {

    private static final int TASKS = Integer.getInteger("jobrunner.fleet.tasks", 3_000);

    private static final Map<String, Integer> LIMITS = Map.of(
            "scraping", 1,
            "clustering", 1,
            "report_generation", 3,
            "audio_transcription", 3,
            "social_media_generation", 2,
            "image_generation", 2,
            "audio_generation", 2,
            "reel_generation", 2,
            "broadcast_generation", 1);

    private static final Duration DEAD_AFTER = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final List<WorkerProcess> workers = new ArrayList<>();
    private final Map<Long, Long> killedAt = new HashMap<>();
    private TestDatabase database;

    @BeforeEach
    void migrate() {
        database = TestDatabase.migrated();
    }

    @AfterEach
    void end() {
        for (WorkerProcess each : workers) {
            each.close();
        }
        database.close();
    }

    @Test
    void everyTaskRunsExactlyOnceAndNoTypeExceedsItsLimit() throws IOException {
        insertTasks(TASKS, 0);

        startWorkers(5);

        await().atMost(Duration.ofMinutes(10))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> unfinished() == 0);
        List<Execution> executions = Evidence.read(folder, killedAt);
        assertThat(executions).hasSize(TASKS);
        assertThat(EvidenceChecker.finishedByTask(executions)).hasSize(TASKS);
        assertThat(EvidenceChecker.mostAtOnce(executions))
                .allSatisfy((type, most) -> assertThat(most).as(type).isLessThanOrEqualTo(limit(type)));
        assertThat(ledger()).containsExactly(Map.entry("completed", (long) TASKS));
        for (WorkerProcess each : workers) {
            assertThat(each.log()).doesNotContain("ERROR").doesNotContain("WARN");
        }
    }

    @Test
    void aKilledWorkersTasksRunAgainWithinFifteenSecondsAndNothingOverlaps() throws Exception {
        insertTasks(120, 1_000);
        startWorkers(5);
        await().atMost(Duration.ofMinutes(2)).until(() -> unfinished() < 100);
        WorkerProcess victim = busiest();

        long killed = victim.killHard();
        killedAt.put(victim.pid(), killed);
        List<Execution> interrupted = Evidence.read(folder, killedAt).stream()
                .filter(each -> !each.finished() && each.end() == killed)
                .toList();
        LockReaper scheduler =
                new LockReaper(database.dataSource(), new RetryPolicy(5, List.of(Duration.ofMinutes(1))));
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    scheduler.releaseDeadWorkers(DEAD_AFTER, Instant.EPOCH);
                    return unfinished() == 0;
                });

        List<Execution> executions = Evidence.read(folder, killedAt);
        assertThat(interrupted).as("runs in flight at the kill").isNotEmpty();
        assertThat(EvidenceChecker.overlapping(executions)).isEmpty();
        assertThat(EvidenceChecker.finishedByTask(executions)).hasSize(120);
        assertThat(EvidenceChecker.mostAtOnce(executions))
                .allSatisfy((type, most) -> assertThat(most).as(type).isLessThanOrEqualTo(limit(type)));
        for (Execution lost : interrupted) {
            Execution again = executions.stream()
                    .filter(each -> each.taskId() == lost.taskId() && each.start() > killed)
                    .findFirst()
                    .orElseThrow();
            assertThat(Duration.ofNanos(again.start() - killed)).isLessThan(Duration.ofSeconds(15));
        }
        assertThat(ledger()).containsEntry("completed", 120L).containsEntry("lost", (long) interrupted.size());
    }

    private void startWorkers(int count) throws IOException {
        Map<String, String> settings =
                Map.of("WORKER_CONCURRENCY", "10", "EVIDENCE_TYPES", String.join(",", LIMITS.keySet()));
        for (int i = 0; i < count; i++) {
            workers.add(WorkerProcess.start(database, folder, settings));
        }
    }

    /** The worker that holds most locks now. */
    private WorkerProcess busiest() {
        String pid = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> database.jdbc()
                                .sql(
                                        "SELECT split_part(locked_by, '-', -2) FROM scheduled_tasks WHERE locked_by IS NOT NULL"
                                                + " GROUP BY locked_by ORDER BY count(*) DESC LIMIT 1")
                                .query(String.class)
                                .optional()
                                .orElse(""),
                        found -> !found.isEmpty());
        return workers.stream()
                .filter(each -> each.pid() == Long.parseLong(pid))
                .findFirst()
                .orElseThrow();
    }

    private void insertTasks(int count, int millis) {
        LIMITS.forEach((type, limit) -> database.jdbc()
                .sql("INSERT INTO scheduled_tasks (task_type, status, next_run_at, max_concurrent_runs, payload)"
                        + " SELECT :type, 'active', now(), :limit, jsonb_build_object('millis', :millis)"
                        + " FROM generate_series(1, :count)")
                .param("type", type)
                .param("limit", limit)
                .param("millis", millis)
                .param("count", share(type, count))
                .update());
    }

    private static int share(String type, int count) {
        int types = LIMITS.size();
        int place = LIMITS.keySet().stream().sorted().toList().indexOf(type);
        return count / types + (place < count % types ? 1 : 0);
    }

    private static int limit(String type) {
        return LIMITS.getOrDefault(type, 0);
    }

    private long unfinished() {
        return database.jdbc()
                .sql("SELECT count(*) FROM scheduled_tasks WHERE status <> 'completed'")
                .query(Long.class)
                .single();
    }

    private Map<String, Long> ledger() {
        return database
                .jdbc()
                .sql("SELECT status, count(*) AS runs FROM scheduled_task_logs GROUP BY status")
                .query((row, number) -> Map.entry(row.getString("status"), row.getLong("runs")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
