package dev.jobrunner.scheduler.tick;

import java.time.Duration;

/** One duty of the tick. It may fail or hang: the others go on without it. */
public interface TickStep {

    /** In log lines and metrics, as a verb phrase: {@code plan next runs}. Never changes. */
    String name();

    /**
     * Does the duty once. Must end soon after its thread is interrupted.
     *
     * @return how long after the start of this run the next one should start; zero means at the next turn
     * @throws Exception when it could not be done; it is tried again at the next regular tick
     */
    Duration run() throws Exception;

    /** Another step has found that the database does not answer. May be called from any thread. */
    default void databaseAway() {}

    /** How long one run may take before it is interrupted and given up; the steps after it wait that long at the most. */
    default Duration timeout() {
        return Duration.ofSeconds(6);
    }
}
