package dev.jobrunner.scheduler.api.task;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The fields of a backfill; here for the description only. */
@Schema(
        name = "BackfillFields",
        requiredProperties = {"from", "to"})
record BackfillBody(
        @Schema(description = "The first instant, itself included.", example = "2026-08-01T00:00:00Z")
        Instant from,

        @Schema(
                description = "The last instant, itself included; not after the present.",
                example = "2026-10-29T23:59:59Z")
        Instant to,

        @Schema(description = "At most so many of it run at once, 1 to 100; 1 without it.", example = "3") @Nullable
        Integer parallelism,

        @Schema(description = "Only says what it would do.") @Nullable
        Boolean dryRun) {}
