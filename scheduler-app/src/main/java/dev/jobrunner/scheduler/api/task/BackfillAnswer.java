package dev.jobrunner.scheduler.api.task;

import dev.jobrunner.core.backfill.BackfillPlan;
import dev.jobrunner.scheduler.input.BackfillText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a backfill fills, or would. */
@Schema(name = "BackfillAnswer")
record BackfillAnswer(
        @Schema(description = "Null for a dry run, and where nothing was left to be filled.", nullable = true) @Nullable
        Long backfillId,

        boolean dryRun,

        @Schema(description = "All slots between the two times.")
        int slots,

        @Schema(description = "Of these, those that were backfilled before; they are not run again.")
        int before,

        @Schema(description = "Of those that are filled.", nullable = true) @Nullable
        Instant first,

        @Schema(description = "Of those that are filled.", nullable = true) @Nullable
        Instant last,

        @Schema(example = "fills 90 slots from 2026-08-01T03:00:00Z to 2026-10-29T03:00:00Z, at most 3 at once")
        String summary) {

    static BackfillAnswer of(BackfillPlan plan, int parallelism, boolean dry) {
        return new BackfillAnswer(
                plan.backfillId(),
                dry,
                plan.slots(),
                plan.before(),
                plan.first(),
                plan.last(),
                BackfillText.sentence(plan, parallelism, dry));
    }
}
