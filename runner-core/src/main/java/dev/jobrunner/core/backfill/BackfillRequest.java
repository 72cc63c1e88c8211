package dev.jobrunner.core.backfill;

import java.time.Instant;

/**
 * Which slots shall be filled.
 *
 * @param from the first instant, itself included
 * @param to the last instant, itself included
 * @param parallelism at most so many of this backfill run at once, 1 to {@value #MOST_PARALLEL}
 */
public record BackfillRequest(Instant from, Instant to, int parallelism) {

    public static final int MOST_PARALLEL = 100;

    /** In one backfill. */
    public static final int MOST_SLOTS = 10_000;

    public BackfillRequest {
        if (to.isBefore(from)) {
            throw new BackfillRefusedException("to", to.toString(), "a time that is not before from '" + from + "'");
        }
        if (parallelism < 1 || parallelism > MOST_PARALLEL) {
            throw new BackfillRefusedException("parallelism", String.valueOf(parallelism), "1 to " + MOST_PARALLEL);
        }
    }
}
