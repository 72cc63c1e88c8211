package dev.jobrunner.scheduler.dashboard.run;

import dev.jobrunner.core.insight.RunRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run as a row of a table.
 *
 * @param took of a live run, so far; null where it is not known
 * @param error the first line of its message; null without one
 */
public record RunLine(
        RunRow run, @Nullable Duration took, @Nullable String error) {

    private static final int LONGEST = 200;

    static RunLine of(RunRow run, Instant now) {
        Instant start = run.startedAt();
        Instant end = Objects.requireNonNullElse(run.finishedAt(), now);
        return new RunLine(run, start == null ? null : Duration.between(start, end), firstLine(run.errorMessage()));
    }

    private static @Nullable String firstLine(@Nullable String message) {
        if (message == null) {
            return null;
        }
        String line = message.strip().lines().findFirst().orElse("");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
