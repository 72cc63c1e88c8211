package dev.jobrunner.core.fleet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that is going on.
 *
 * @param startedAt when its worker claimed it
 * @param cancelling whether somebody has asked for its end
 */
public record LiveRun(
        long runId,
        long taskId,
        @Nullable String taskName,
        String taskType,
        Instant startedAt,
        int attempt,
        boolean cancelling) {}
