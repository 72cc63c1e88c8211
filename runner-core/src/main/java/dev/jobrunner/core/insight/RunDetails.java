package dev.jobrunner.core.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about one run.
 *
 * @param run with its whole error message
 * @param payload JSON that the run was given, its secret fields hidden
 * @param outputBytes of all that it has printed so far, kept or not; of an ended run, of what the ledger keeps
 * @param lockTimeoutAt when it will be stopped at the latest; null for an ended run
 * @param cancelRequestedAt when somebody asked for its end; null for an ended run too
 * @param attempts all runs of the same slot, this one included, oldest first
 */
public record RunDetails(
        RunRow run,
        String payload,
        long outputBytes,
        @Nullable Instant lockTimeoutAt,
        @Nullable Instant cancelRequestedAt,
        List<RunRow> attempts) {

    public RunDetails {
        attempts = List.copyOf(attempts);
    }

    /** From when it was due until a worker claimed it; null where the slot is not known. */
    public @Nullable Duration waited() {
        return between(run.scheduledFor(), run.executedAt());
    }

    /** From its claim until it started; null where that is not known. */
    public @Nullable Duration prepared() {
        return between(run.executedAt(), run.startedAt());
    }

    /** From its start until its end; null while it is going on, or where one of both is not known. */
    public @Nullable Duration took() {
        return between(run.startedAt(), run.finishedAt());
    }

    private static @Nullable Duration between(@Nullable Instant start, @Nullable Instant end) {
        return start == null || end == null ? null : Duration.between(start, end);
    }
}
