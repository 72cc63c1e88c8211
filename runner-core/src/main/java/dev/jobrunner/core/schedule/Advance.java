package dev.jobrunner.core.schedule;

import java.time.Instant;

/**
 * Where a recurring task goes after a run.
 *
 * @param next the first slot strictly after both the slot that ran and the present
 * @param missed how many slots lie after the slot that ran up to and including the present: that one run stands for
 *     them. At most {@link Recurrence#MAX_COUNTED_MISSED}, which then means "that many or more".
 */
public record Advance(Instant next, int missed) {

    public Advance {
        if (missed < 0) {
            throw new IllegalArgumentException("missed is " + missed + ", must not be negative");
        }
    }
}
