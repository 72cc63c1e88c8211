package dev.jobrunner.scheduler.browser;

import dev.jobrunner.core.fleet.HeldLock;
import dev.jobrunner.core.fleet.LiveRuns;
import dev.jobrunner.core.fleet.LockCheck;
import dev.jobrunner.core.fleet.RunNews;
import dev.jobrunner.core.fleet.WorkerIdentity;
import dev.jobrunner.core.fleet.WorkerRegistry;
import dev.jobrunner.core.fleet.WorkerReport;
import dev.jobrunner.core.fleet.WorkerState;
import dev.jobrunner.core.queue.ClaimOrder;
import dev.jobrunner.core.queue.ClaimRequest;
import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.JdbcTaskQueue;
import dev.jobrunner.core.queue.RetryPolicy;
import dev.jobrunner.core.queue.RunOutcome;
import dev.jobrunner.core.queue.TaskQueue;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Does with the core's own classes what a worker does, one step at a time, when the test says so. */
final class ScriptedWorker {

    private final WorkerIdentity identity = WorkerIdentity.create("browser-test", 1, "0.1.0");
    private final TaskQueue queue;
    private final WorkerRegistry registry;
    private final LiveRuns live;
    private final Set<String> types;
    private long printed;

    ScriptedWorker(TestDatabase database, String... environmentNames) {
        this.queue = new JdbcTaskQueue(
                database.dataSource(),
                new RetryPolicy(5, List.of(Duration.ofMinutes(1))),
                new ClaimOrder(Duration.ofMinutes(1)),
                new LedgerText(new Redactor(List.of())));
        this.registry = new WorkerRegistry(database.dataSource());
        this.live = new LiveRuns(database.dataSource());
        this.types = Set.of(environmentNames);
    }

    String id() {
        return identity.id();
    }

    /** Says that it lives. */
    void beat(ClaimedTask... held) {
        registry.beat(new WorkerReport(
                identity,
                WorkerState.RUNNING,
                2,
                types,
                Duration.ofSeconds(1),
                Duration.ofSeconds(6),
                Duration.ofSeconds(6),
                locks(held)));
    }

    /** Claims one due task; there must be one. */
    ClaimedTask claim() {
        ClaimedTask task = queue.claim(new ClaimRequest(id(), types, 1)).tasks().get(0);
        printed = 0;
        beat(task);
        return task;
    }

    /** Sends a piece of the run's output, and learns whether somebody wants the run ended. */
    boolean print(ClaimedTask task, String text) {
        LockCheck answer = live.exchange(
                List.of(locks(task).get(0)), List.of(new RunNews(task.token(), printed, text)), List.of());
        printed += text.getBytes(StandardCharsets.UTF_8).length;
        return answer.cancelled().contains(task.token());
    }

    /** Whether somebody wants the run ended. */
    boolean isCancelled(ClaimedTask task) {
        return live.exchange(locks(task), List.of(), List.of()).cancelled().contains(task.token());
    }

    void end(ClaimedTask task, RunOutcome outcome) {
        queue.settle(task, outcome);
        live.exchange(List.of(), List.of(), List.of(task.runId()));
        beat();
    }

    private static List<HeldLock> locks(ClaimedTask... held) {
        return List.of(held).stream()
                .map(task -> new HeldLock(task.taskId(), task.token()))
                .toList();
    }
}
