package dev.jobrunner.worker.fleet;

import java.time.Duration;

/**
 * Whether this worker's locks can still be trusted, by the monotonic clock: counted from the moment before the last
 * successful heartbeat was sent, which is never later than what the database noted.
 */
public final class Fence {

    private final long nanos;
    private volatile long renewedAt;

    Fence(Duration after) {
        this.nanos = after.toNanos();
        this.renewedAt = System.nanoTime() - nanos;
    }

    synchronized void renewed(long sentAtNanos) {
        if (sentAtNanos - renewedAt > 0) {
            renewedAt = sentAtNanos;
        }
    }

    /** How long ago the last renewal was sent. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - renewedAt);
    }

    /** False before the first heartbeat, and when the last one is too old. */
    public boolean holds() {
        return System.nanoTime() - renewedAt < nanos;
    }
}
