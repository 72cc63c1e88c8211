package dev.jobrunner.worker.poll;

import java.time.Duration;

/** A sign of life of a loop, by the monotonic clock. */
public final class Progress {

    private volatile long markedAt = System.nanoTime();
    private volatile boolean finished;

    void mark() {
        markedAt = System.nanoTime();
    }

    void finish() {
        finished = true;
    }

    /** Time since the last sign; zero once the loop has ended on purpose. */
    public Duration age() {
        return finished ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - markedAt);
    }
}
