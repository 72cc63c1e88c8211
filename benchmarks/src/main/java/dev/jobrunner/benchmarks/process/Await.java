package dev.jobrunner.benchmarks.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waiting for something to become true. */
public final class Await {

    private Await() {}

    /** A condition that may need the database. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /**
     * Looks every millisecond.
     *
     * @param fleet whose end is the end of waiting; null if there is none
     * @throws IllegalStateException after that long without success, or when a process has ended
     */
    public static void until(String what, Duration atMost, @Nullable Fleet fleet, Condition condition)
            throws Exception {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Still not after " + atMost.toSeconds() + " s: " + what);
            }
            if (fleet != null) {
                fleet.mustLive();
            }
            pause(Duration.ofMillis(1));
        }
    }

    public static void pause(Duration time) {
        pauseUntil(System.nanoTime() + time.toNanos());
    }

    /** @param instant by {@link System#nanoTime()} */
    public static void pauseUntil(long instant) {
        for (long left = instant - System.nanoTime(); left > 0; left = instant - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
