package dev.jobrunner.scheduler.tick;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Whether the loop moves. It beats when a turn begins and whenever a step has ended, hung ones by their timeout. */
public final class TickPulse {

    private final LongSupplier nanoTime;
    private volatile long last;
    private volatile boolean databaseAnswers;

    /** @param nanoTime a clock that only ever goes forward, in nanoseconds */
    public TickPulse(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    /** How long ago the loop showed its last sign of life. */
    public Duration age() {
        return Duration.ofNanos(nanoTime.getAsLong() - last);
    }

    /** Whether the last step that needed a connection got one. */
    public boolean databaseAnswers() {
        return databaseAnswers;
    }

    void beat() {
        last = nanoTime.getAsLong();
    }

    void databaseAnswers(boolean answers) {
        databaseAnswers = answers;
    }
}
