package dev.jobrunner.core.task;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What shall be different about the tasks that a task runs after, as in {@link TaskEdit}.
 *
 * @param tasks instead of those so far; cleared: none
 * @param failed cleared: wait
 */
public record AfterEdit(
        @Nullable Edit<List<String>> tasks, @Nullable Edit<AfterFailed> failed) {

    /** Nothing. */
    public static final AfterEdit NONE = new AfterEdit(null, null);

    After appliedTo(After after) {
        return new After(
                tasks == null ? after.tasks() : Objects.requireNonNullElse(tasks.value(), List.of()),
                failed == null ? after.failed() : Objects.requireNonNullElse(failed.value(), AfterFailed.WAIT));
    }
}
