package dev.jobrunner.benchmarks.workload;

import java.time.Duration;

/**
 * How much of everything. {@link #QUICK} shows in minutes that all works and roughly where things stand; figures that are
 * quoted come from {@link #FULL}.
 *
 * @param repetitions of every measurement
 * @param jobs of W1, W5 and W6
 * @param warmUp jobs for each process before anything is measured
 * @param quiet time before a measurement in which PostgreSQL's backends report what they have counted
 * @param pickups jobs of W3
 * @param recurring tasks of W2
 * @param recurringSeconds how long W2 is watched
 * @param idleSeconds how long W4 is watched
 * @param finished runs that W5 begins with
 * @param future tasks of W5 that are due later, and rows of a saturated type
 * @param starts of each repetition of W7
 */
public record Size(
        String name,
        int repetitions,
        int jobs,
        int warmUp,
        Duration quiet,
        int pickups,
        int recurring,
        int recurringSeconds,
        int idleSeconds,
        int finished,
        int future,
        int starts) {

    public static final Size QUICK =
            new Size("quick", 1, 4_000, 500, Duration.ofSeconds(3), 50, 500, 8, 10, 100_000, 10_000, 1);

    /** A backend that is idle reports what it has counted after ten seconds. */
    public static final Size FULL =
            new Size("full", 3, 20_000, 10_000, Duration.ofMillis(10_500), 200, 2_000, 20, 30, 1_000_000, 100_000, 2);

    public static Size named(String name) {
        return name.equals(FULL.name) ? FULL : QUICK;
    }

    /** The same with another number of repetitions. */
    public Size repeated(int times) {
        return new Size(
                name,
                times,
                jobs,
                warmUp,
                quiet,
                pickups,
                recurring,
                recurringSeconds,
                idleSeconds,
                finished,
                future,
                starts);
    }
}
