package dev.jobrunner.core.taskset;

import java.util.List;

/**
 * Tasks that are declared as a whole.
 *
 * @param name tells this set from others in the same database
 * @param tasks no two with the same name
 */
public record TaskSet(String name, List<DeclaredTask> tasks) {

    /** What a name may be, for messages. */
    public static final String NAMES = "1 to 60 letters, digits, spaces and . _ - beginning with a letter or digit";

    public TaskSet {
        tasks = List.copyOf(tasks);
        if (!isName(name)) {
            throw new IllegalArgumentException("The set '" + name + "' needs another name: " + NAMES);
        }
        if (tasks.stream().map(DeclaredTask::name).distinct().count() < tasks.size()) {
            throw new IllegalArgumentException("The set '" + name + "' declares a task twice");
        }
    }

    /** Whether a set may be called so. */
    public static boolean isName(String name) {
        return name.matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}");
    }
}
