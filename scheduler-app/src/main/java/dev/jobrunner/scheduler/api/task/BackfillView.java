package dev.jobrunner.scheduler.api.task;

import dev.jobrunner.core.backfill.Backfill;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a backfill is. */
@Schema(name = "Backfill")
record BackfillView(
        long id,

        @Schema(description = "At most so many of it run at once.", example = "3")
        int parallelism,

        @Schema(description = "Its first slot.", nullable = true) @Nullable
        Instant first,

        @Schema(description = "Its last slot.", nullable = true) @Nullable
        Instant last,

        long slots,
        @Schema(description = "Slots that have run.") long done,

        @Schema(description = "Slots that wait for their turn.")
        long waiting,

        @Schema(description = "Slots that are due, run or wait for a retry.")
        long started,

        @Schema(description = "Slots given up after too many failures.")
        long failed,

        Instant createdAt,

        @Schema(description = "Null while it goes on.", nullable = true) @Nullable
        Instant endedAt) {

    static BackfillView of(Backfill backfill) {
        return new BackfillView(
                backfill.id(),
                backfill.parallelism(),
                backfill.first(),
                backfill.last(),
                backfill.slots(),
                backfill.done(),
                backfill.waiting(),
                backfill.started(),
                backfill.failed(),
                backfill.createdAt(),
                backfill.endedAt());
    }
}
