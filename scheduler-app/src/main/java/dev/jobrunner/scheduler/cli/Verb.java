package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskSelector;
import dev.jobrunner.core.task.TaskStore;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;

/** What can be done to tasks, and why it may have had no effect. */
enum Verb {
    PAUSE(
            "paused",
            "No new run starts; one that is going on goes on.",
            TaskStore::pause,
            task -> "only active ones can be paused"),
    RESUME(
            "resumed",
            "Paused tasks become active; what was due meanwhile is caught up with one run.",
            TaskStore::resume,
            task -> is(task, "disabled")
                    ? "it was disabled by failures: 'tasks reset' it"
                    : "only paused ones can be resumed"),
    RUN("due now", "Makes tasks due at once.", TaskStore::run, task -> switch (Objects.requireNonNullElse(
            task.status(), "")) {
        case "paused" -> "'tasks resume' it first";
        case "disabled" -> "it was disabled by failures: 'tasks reset' it first";
        default -> "only active ones, and one-off tasks that have completed, can be run";
    }),
    RESET(
            "reset",
            "Forgets the failures and makes disabled tasks active.",
            TaskStore::reset,
            task -> is(task, "paused") ? "'tasks resume' it" : "only active and disabled ones can be reset"),
    UNLOCK(
            "unlocked",
            "Takes the lock away. A living worker stops the run first, then the task can run again.",
            TaskStore::unlock,
            task -> "it is not running"),
    CANCEL(
            "told to stop",
            "Asks the worker to end the run; no retry follows.",
            TaskStore::cancel,
            task -> task.lockedAt() == null
                    ? "it is not running"
                    : "its lock was set by hand, no worker holds it: 'tasks unlock' it"),
    REMOVE(
            "removed",
            "Removes tasks; the ledger of their runs stays.",
            TaskStore::remove,
            task -> "it is there no more");

    private final String done;
    private final String meaning;
    private final ToIntBiFunction<TaskStore, TaskSelector> change;
    private final Function<Task, String> whyNot;

    Verb(String done, String meaning, ToIntBiFunction<TaskStore, TaskSelector> change, Function<Task, String> whyNot) {
        this.done = done;
        this.meaning = meaning;
        this.change = change;
        this.whyNot = whyNot;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String meaning() {
        return meaning;
    }

    /** As in {@code 2 tasks paused}. */
    String done(int tasks) {
        return tasks + (tasks == 1 ? " task " : " tasks ") + done;
    }

    /** @return how many tasks were changed */
    int apply(TaskStore tasks, TaskSelector selector) {
        return change.applyAsInt(tasks, selector);
    }

    /** Why this task was not changed. */
    String whyNot(Task task) {
        return "task " + task.id() + " is " + Objects.requireNonNullElse(task.status(), "without a status") + ": "
                + whyNot.apply(task);
    }

    private static boolean is(Task task, String status) {
        return status.equals(task.status());
    }
}
