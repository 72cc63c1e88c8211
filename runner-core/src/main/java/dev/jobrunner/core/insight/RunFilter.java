package dev.jobrunner.core.insight;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which runs somebody looks for. What is null or empty does not restrict; all that is given must hold.
 *
 * @param text a part of the task's name or type, or words of the error message
 * @param taskId of this task
 * @param taskType of tasks of exactly this type
 * @param statuses with one of these outcomes, out of {@link #STATUSES}
 * @param worker claimed by exactly this worker
 * @param from claimed at this time or later
 * @param to claimed before this time
 */
public record RunFilter(
        @Nullable String text,
        @Nullable Long taskId,
        @Nullable String taskType,
        Set<String> statuses,
        @Nullable String worker,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** How a run can stand. */
    public static final Set<String> STATUSES = Set.of("running", "completed", "failed", "lost", "cancelled", "skipped");

    public static final RunFilter ALL = new RunFilter(null, null, null, Set.of(), null, null, null);

    public RunFilter {
        text = blankAsNull(text);
        taskType = blankAsNull(taskType);
        worker = blankAsNull(worker);
        statuses = Set.copyOf(statuses);
        if (!STATUSES.containsAll(statuses)) {
            throw new IllegalArgumentException(
                    "A run's status is one of " + new TreeSet<>(STATUSES) + ", not " + statuses);
        }
    }

    public static RunFilter ofTask(long taskId) {
        return new RunFilter(null, taskId, null, Set.of(), null, null, null);
    }

    /** Whether runs that are going on can be among them. */
    boolean wantsLive() {
        return statuses.isEmpty() || statuses.contains("running");
    }

    /** Whether nothing but the time restricts: then the newest rows are the answer. */
    boolean isOnlyTime() {
        return text == null && taskId == null && taskType == null && statuses.isEmpty() && worker == null;
    }

    private static @Nullable String blankAsNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
