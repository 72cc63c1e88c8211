package dev.jobrunner.core.queue;

import java.time.Duration;

/**
 * One run that is over, to be written down.
 *
 * @param endedAgo how long ago the run ended, for its {@code finished_at}: more than nothing when the database was away
 */
public record RunEnd(ClaimedTask task, RunOutcome outcome, Duration endedAgo) {

    /** Of a run that has ended just now. */
    public static RunEnd now(ClaimedTask task, RunOutcome outcome) {
        return new RunEnd(task, outcome, Duration.ZERO);
    }
}
