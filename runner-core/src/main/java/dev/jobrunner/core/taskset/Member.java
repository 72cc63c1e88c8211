package dev.jobrunner.core.taskset;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a task that a set declares.
 *
 * @param set its name
 * @param name of the task, when the set was applied
 * @param nextRunAt as the set declared it then; null where it did not
 * @param pruned whether the task was paused since the file named it no more
 */
record Member(
        long taskId, String set, String name, @Nullable Instant nextRunAt, boolean pruned) {}
