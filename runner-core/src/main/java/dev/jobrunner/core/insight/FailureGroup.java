package dev.jobrunner.core.insight;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Failures of tasks of one type that differ only in numbers, ids and quoted words.
 *
 * @param group tells it from the others, and stays the same as long as type and error do
 * @param taskType null for rows of an old system
 * @param error the first line of the message with {@code #} in place of what differs
 * @param message a real one, of the last run
 * @param failures how many runs
 * @param failing how many tasks of the group have not recovered: disabled, or active and not completed since
 * @param retryTaskIds those of them that a retry is for: all but the ones that are just running
 * @param taskIds of all its tasks, ascending
 * @param taskName of the task that failed last; null if it has none
 */
public record FailureGroup(
        String group,
        @Nullable String taskType,
        String error,
        @Nullable String message,
        long failures,
        Instant firstSeen,
        Instant lastSeen,
        long lastRunId,
        int failing,
        List<Long> retryTaskIds,
        List<Long> taskIds,
        @Nullable String taskName) {

    public FailureGroup {
        taskIds = List.copyOf(taskIds);
        retryTaskIds = List.copyOf(retryTaskIds);
    }
}
