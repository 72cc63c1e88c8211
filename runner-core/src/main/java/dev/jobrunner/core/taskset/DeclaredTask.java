package dev.jobrunner.core.taskset;

import dev.jobrunner.core.task.NewTask;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task as its set declares it.
 *
 * @param task named; where it has no {@code maxConcurrentRuns} or {@code runAt}, nothing is declared about them and a task that
 *     exists keeps its own
 * @param status {@code active} or {@code paused}; null: nothing is declared, and a new task is active
 */
public record DeclaredTask(NewTask task, @Nullable String status) {

    /** What may be declared as a status. */
    public static final String STATUSES = "active or paused";

    public DeclaredTask {
        if (task.name() == null) {
            throw new IllegalArgumentException("A declared task needs a name");
        }
        if (status != null && !status.matches("active|paused")) {
            throw new IllegalArgumentException("The status '" + status + "' cannot be declared, only " + STATUSES);
        }
        if (task.runAt() != null && task.schedulePattern() != null) {
            throw new IllegalArgumentException("The next run of a recurring task cannot be declared");
        }
    }

    /** Which the task is known by. */
    public String name() {
        return Objects.requireNonNull(task.name());
    }
}
