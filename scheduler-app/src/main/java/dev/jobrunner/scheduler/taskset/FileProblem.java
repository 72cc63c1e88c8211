package dev.jobrunner.scheduler.taskset;

import org.jspecify.annotations.Nullable;

/**
 * What somebody has to correct in a file.
 *
 * @param line counted from 1; 0 where it is about the file as a whole
 * @param task its name; null where it is about no task
 * @param field null where it is about no field
 * @param message what is wrong, with what is allowed
 */
public record FileProblem(
        int line, @Nullable String task, @Nullable String field, String message) {

    private static final int LONGEST_NAME = 200;

    /** Names that cannot be are shortened: each problem of a task repeats its own. */
    public FileProblem {
        task = shortened(task);
        field = shortened(field);
    }

    private static @Nullable String shortened(@Nullable String name) {
        return name == null || name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }

    /** In one line, the place first. */
    @Override
    public String toString() {
        return (line > 0 ? "line " + line + ": " : "") + (task == null ? "" : task + ": ") + message;
    }
}
