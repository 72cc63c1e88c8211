package dev.jobrunner.worker.execute;

import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.worker.live.LiveOutput;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run while it goes on. Stopping it means interrupting its thread, and only while its handler is at work. */
final class RunningTask {

    private final ClaimedTask task;
    private final long startedNanos = System.nanoTime();
    private @Nullable Thread thread;
    private @Nullable StopReason stopReason;
    private @Nullable LiveOutput output;
    private boolean rushed;
    private boolean ended;
    private boolean slotLeft;

    RunningTask(ClaimedTask task) {
        this.task = task;
    }

    ClaimedTask task() {
        return task;
    }

    long elapsedMillis() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    /** The handler starts on the calling thread. A stop that came before this interrupts at once. */
    synchronized void begin() {
        thread = Thread.currentThread();
        if (stopReason != null) {
            thread.interrupt();
        }
    }

    /**
     * The handler has returned or thrown. From now on nothing interrupts the thread any more, and an interrupt that came
     * too late is cleared.
     */
    synchronized Optional<StopReason> end() {
        ended = true;
        thread = null;
        Thread.interrupted();
        return Optional.ofNullable(stopReason);
    }

    /** @return whether this call stopped it: false when it has ended or is being stopped already */
    synchronized boolean stop(StopReason reason) {
        if (ended || stopReason != null) {
            return false;
        }
        stopReason = reason;
        if (thread != null) {
            thread.interrupt();
        }
        return true;
    }

    /** @return whether this is the first call, and the run has not ended */
    synchronized boolean rush() {
        boolean first = !rushed && !ended;
        rushed = true;
        return first;
    }

    /** Tells a run that is being stopped once more, as long as its handler is at work: what waits in it ends its waiting. */
    synchronized void urge() {
        if (stopReason != null && thread != null) {
            thread.interrupt();
        }
    }

    /** From now on it may be looked at. */
    synchronized void shows(LiveOutput live) {
        output = live;
    }

    /** What it prints; empty until its handler starts. */
    synchronized Optional<LiveOutput> output() {
        return Optional.ofNullable(output);
    }

    /** Why it is being stopped; empty while nobody wants that. */
    synchronized Optional<StopReason> stopReason() {
        return Optional.ofNullable(stopReason);
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    /** @return true the first time, false ever after */
    synchronized boolean leavesSlot() {
        boolean first = !slotLeft;
        slotLeft = true;
        return first;
    }
}
