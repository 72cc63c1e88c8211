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

    /** In one line, the place first. */
    @Override
    public String toString() {
        return (line > 0 ? "line " + line + ": " : "") + (task == null ? "" : task + ": ") + message;
    }
}
