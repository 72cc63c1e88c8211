package dev.jobrunner.core.backfill;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a backfill fills, or would.
 *
 * @param backfillId null for a dry run, and where nothing is left to be filled
 * @param slots of the task between the two times
 * @param before how many of them some backfill of the task has had already; they are not run again
 * @param first of those that are filled; null where none is
 * @param last of those that are filled; null where none is
 */
public record BackfillPlan(
        @Nullable Long backfillId,
        int slots,
        int before,
        @Nullable Instant first,
        @Nullable Instant last) {

    public int filled() {
        return slots - before;
    }
}
