package dev.jobrunner.scheduler.api.run;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.jobrunner.core.insight.RunDetails;
import dev.jobrunner.core.insight.RunRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run as the API shows it: the fields of the list, and beside them what only its own page has. */
record RunView(
        @JsonUnwrapped RunRow run,

        @Schema(
                description = "What the run was given; values of secret fields are •••.",
                type = "object",
                example = "{\"account\":7,\"api_key\":\"•••\"}")
        @JsonRawValue
        String payload,

        @Schema(description = "From due to claimed.", nullable = true, example = "0.8") @Nullable
        Double waitedSeconds,

        @Schema(description = "From claimed to started.", nullable = true, example = "0.0") @Nullable
        Double preparedSeconds,

        @Schema(description = "From started to finished; null while it runs.", nullable = true, example = "42.5")
        @Nullable
        Double tookSeconds,

        @Schema(description = "Bytes of output; GET output has them.", example = "2048")
        long outputBytes,

        @Schema(description = "When it is stopped at the latest; null once it has ended.", nullable = true) @Nullable
        Instant lockTimeoutAt,

        @Schema(description = "Since when its end has been asked for; null if it has not.", nullable = true) @Nullable
        Instant cancelRequestedAt,

        @Schema(description = "All runs of the same slot, oldest first, this one included.")
        List<RunRow> attempts) {

    static RunView of(RunDetails details) {
        return new RunView(
                details.run(),
                details.payload(),
                seconds(details.waited()),
                seconds(details.prepared()),
                seconds(details.took()),
                details.outputBytes(),
                details.lockTimeoutAt(),
                details.cancelRequestedAt(),
                details.attempts());
    }

    private static @Nullable Double seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis() / 1000.0;
    }
}
