package dev.jobrunner.worker.execute;

import dev.jobrunner.core.fleet.HeldLock;
import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.RunOutcome;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.worker.live.LiveOutput;
import dev.jobrunner.worker.thread.NamedThreads;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The slots of this worker: at most so many handlers at once, each on a thread of its own and under its lock timeout. */
public final class TaskPool {

    private static final Logger log = LoggerFactory.getLogger(TaskPool.class);

    private final PoolSettings settings;
    private final TaskRunner runner;
    private final Settler settler;
    private final RunListener listener;
    private final ProcessEnd processEnd;
    private final Map<UUID, RunningTask> running = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(NamedThreads.of("run"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.of("timeouts"));
    private final AtomicInteger occupied = new AtomicInteger();

    private volatile Listener events = Listener.NONE;

    TaskPool(PoolSettings settings, TaskRunner runner, Settler settler, RunListener listener, ProcessEnd processEnd) {
        this.settings = settings;
        this.runner = runner;
        this.settler = settler;
        this.listener = listener;
        this.processEnd = processEnd;
    }

    /** @param listener is told on the runs' threads */
    public void tell(Listener listener) {
        events = listener;
    }

    /** From now on ends go to the database this way. */
    public void settleThrough(Settling settling) {
        settler.settleThrough(settling);
    }

    /** Whether the place of this run is taken until its end is entered, in its type and so in this pool: then nothing waits behind it here. */
    public boolean waitsForSettle(ClaimedTask task) {
        return task.limit() <= settings.slots();
    }

    public int slots() {
        return settings.slots();
    }

    /**
     * How many more runs may start now. Where the limit of its type is no matter, a run leaves its slot when its handler has ended,
     * though its end may still be on its way to the database; but only so many such ends may wait.
     */
    public int free() {
        return Math.min(
                settings.slots() - occupied.get(), settings.slots() + settings.mostWaitingEnds() - running.size());
    }

    /** Runs of now, those included whose end is on its way to the database. */
    public int busy() {
        return running.size();
    }

    /** The locks that are held now. */
    public List<HeldLock> held() {
        return running.values().stream()
                .map(each -> new HeldLock(each.task().taskId(), each.task().token()))
                .toList();
    }

    /** What the runs of now print, by their locks; those whose handler has not started yet are missing. */
    public Map<HeldLock, LiveRun> live() {
        Map<HeldLock, LiveRun> live = new HashMap<>();
        running.values()
                .forEach(run -> run.output()
                        .ifPresent(output -> live.put(
                                new HeldLock(run.task().taskId(), run.task().token()),
                                new LiveRun(run.task().runId(), output))));
        return live;
    }

    /**
     * Starts a claimed task; the caller has made sure of a free slot.
     *
     * @return false when this pool is closed: then the task is the caller's to hand back
     */
    public boolean start(ClaimedTask task) {
        RunningTask run = new RunningTask(task);
        running.put(task.token(), run);
        occupied.incrementAndGet();
        try {
            threads.execute(() -> work(run));
            return true;
        } catch (RejectedExecutionException e) {
            occupied.decrementAndGet();
            running.remove(task.token());
            return false;
        }
    }

    /** Hands tasks back that were claimed but will not be started. One try: the caller has no time for more. */
    public void handBack(List<ClaimedTask> tasks, String reason) {
        settler.handBack(tasks, reason);
    }

    /** Stops the runs of these locks; those that have ended meanwhile are left alone. */
    public void stop(Collection<UUID> tokens, StopReason reason) {
        tokens.forEach(token -> Optional.ofNullable(running.get(token)).ifPresent(run -> stop(run, reason)));
    }

    public void stopAll(StopReason reason) {
        running.values().forEach(run -> stop(run, reason));
    }

    /** @return whether no run was left within that time */
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        threads.shutdown();
        return threads.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * The last act: runs that ignored their stop end with this process, in a moment. They are settled by why they were
     * stopped, so that a job that does so at each lock timeout is disabled in the end.
     *
     * @return whether there were such runs: then nothing but the end of the process stops their threads
     */
    public boolean abandon() {
        List<RunningTask> left = List.copyOf(running.values()); // before those that wait for the database go
        settler.giveUp();
        List<RunningTask> deaf = left.stream().filter(run -> !run.hasEnded()).toList();
        left.stream()
                .filter(RunningTask::hasEnded)
                .forEach(run -> log.warn(
                        "{} has ended, but its end is not in the ledger yet; if that fails, the scheduler hands it back",
                        run.task().label()));
        deaf.forEach(run -> {
            log.error(
                    "{} ignored its interrupt and ends with this process",
                    run.task().label());
            runner.stopped(run.stopReason().orElse(StopReason.SHUTDOWN), run.task(), "")
                    .ifPresent(outcome -> settler.settle(run.task(), outcome));
        });
        timer.shutdownNow();
        return !deaf.isEmpty();
    }

    private void work(RunningTask run) {
        ClaimedTask task = run.task();
        ScheduledFuture<?> timeout = timer.schedule(
                () -> stop(run, StopReason.TIMEOUT),
                settings.timeouts().of(task.taskType()).toMillis(),
                TimeUnit.MILLISECONDS);
        listener.started(task);
        try {
            Optional<RunOutcome> outcome = runner.run(run);
            timeout.cancel(false);
            // Another one of a limited type can take its place only when it is settled.
            if (!waitsForSettle(task) && run.leavesSlot()) {
                occupied.decrementAndGet();
                events.slotFreed();
            }
            Entry entry = outcome.map(end -> settler.settle(task, end)).orElse(Entry.LOCK_GONE);
            if (entry == Entry.LOCK_GONE) {
                settler.releaseHold(task);
            }
            listener.ended(task, outcome, entry, run.elapsedMillis());
        } catch (RuntimeException | Error e) {
            log.error("{} could not be ended properly; it is handed back within half a minute", task.label(), e);
        } finally {
            timeout.cancel(false);
            running.remove(task.token());
            if (run.leavesSlot()) {
                occupied.decrementAndGet();
            }
            events.settled(task);
        }
    }

    private void stop(RunningTask run, StopReason reason) {
        boolean rushed = reason.isFence() && run.rush(); // also one that was stopped before, and has more time for that
        if (run.stop(reason)) {
            log.warn("Stopping {}: {}", run.task().label(), reason);
        } else if (!rushed) {
            return;
        }
        StopTimes times = settings.timesFor(reason);
        after(times.patience(), () -> checkStopped(run, reason));
        times.urgeAfter().ifPresent(urgeAfter -> after(urgeAfter, run::urge));
    }

    private void after(Duration delay, Runnable action) {
        ScheduledFuture<?> unused = timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A thread cannot be ended from outside, and its task must not run elsewhere next to it: so the process ends. */
    private void checkStopped(RunningTask run, StopReason reason) {
        if (!run.hasEnded() && reason != StopReason.SHUTDOWN) {
            processEnd.because(
                    "the handler of " + run.task().label() + " ignores its interrupt (" + reason
                            + "): this process ends, so that the task cannot run twice at once",
                    settings.timesFor(reason).exitWithin());
        }
    }

    /** What those who claim want to know. */
    public interface Listener {

        Listener NONE = new Listener() {
            @Override
            public void slotFreed() {}

            @Override
            public void settled(ClaimedTask task) {}
        };

        /** A handler has ended, and left its slot before its end is entered. */
        void slotFreed();

        /** Its run has left this worker, and counts no more against the limit of its type. */
        void settled(ClaimedTask task);
    }

    /** A run that goes on, and what it prints. */
    public record LiveRun(long runId, LiveOutput output) {}

    /**
     * What the pool is set to.
     *
     * @param slots handlers at work at once
     * @param held for runs whose lock is held while they are stopped; those that are cancelled are urged too
     * @param lost for runs whose lock was taken away
     * @param fenced for runs whose lock others may have soon
     */
    public record PoolSettings(int slots, LockTimeouts timeouts, StopTimes held, StopTimes lost, StopTimes fenced) {

        /** Somebody waits for a cancelled run to end: it does not get the time that others have. */
        private static final Duration URGE_AFTER = Duration.ofSeconds(1);

        /** After a crash these run again, though they had ended. So few that the database takes them in one statement. */
        int mostWaitingEnds() {
            return Math.max(slots, Math.min(4 * slots, 100));
        }

        StopTimes timesFor(StopReason reason) {
            return switch (reason) {
                case TIMEOUT, SHUTDOWN -> held;
                case CANCELLED -> held.urged(URGE_AFTER);
                case LOCK_LOST -> lost;
                case CANNOT_RENEW, DATABASE_AWAY -> fenced;
            };
        }
    }
}
