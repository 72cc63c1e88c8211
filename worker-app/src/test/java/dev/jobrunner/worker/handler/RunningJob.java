package dev.jobrunner.worker.handler;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A handler at work in a thread of its own, as in a slot of a worker. */
public final class RunningJob {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Thread thread;
    private volatile @Nullable Throwable failure;

    private RunningJob(TaskHandler handler, RunContext run) {
        this.thread = new Thread(() -> handle(handler, run), "slot-of-test");
    }

    public static RunningJob start(TaskHandler handler, RunContext run) {
        RunningJob job = new RunningJob(handler, run);
        job.thread.start();
        return job;
    }

    /** Stops the run as the lock timeout does, and returns how long the handler took to end. */
    public Duration stop() throws InterruptedException {
        long start = System.nanoTime();
        thread.interrupt();
        awaitEnd();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    public void awaitEnd() throws InterruptedException {
        thread.join(PATIENCE.toMillis());
        if (thread.isAlive()) {
            throw new AssertionError("The handler still runs after " + PATIENCE);
        }
    }

    /** What the handler threw, null if it succeeded or still runs. */
    public @Nullable Throwable failure() {
        return failure;
    }

    private void handle(TaskHandler handler, RunContext run) {
        try {
            handler.handle(run);
        } catch (Throwable e) {
            failure = e;
        }
    }
}
