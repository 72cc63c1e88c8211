package dev.jobrunner.core.task;

import java.util.List;

/**
 * The tasks that have to succeed before a task starts.
 *
 * @param tasks their names or ids, each once; what is a number is an id. Empty: it waits for none
 * @param failed what becomes of the task when one of them will not succeed
 */
public record After(List<String> tasks, AfterFailed failed) {

    /** After nothing. */
    public static final After NONE = new After(List.of(), AfterFailed.WAIT);

    private static final int MOST = 1_000;

    public After {
        tasks = tasks.stream().map(String::strip).distinct().toList();
        if (tasks.size() > MOST) {
            throw new InvalidTaskException("after", tasks.size() + " tasks", "up to " + MOST + " tasks");
        }
    }

    boolean isNone() {
        return tasks.isEmpty();
    }
}
