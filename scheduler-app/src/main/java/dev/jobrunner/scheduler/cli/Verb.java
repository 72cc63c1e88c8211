package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskSelector;
import dev.jobrunner.core.task.TaskStore;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;

/**
 * Something that can be done to tasks.
 *
 * @param word as it is typed
 * @param done as in {@code 2 tasks paused}
 * @param meaning for the help
 * @param change does it and answers how many tasks were changed
 * @param reason why a task was not changed, and what to do instead
 */
record Verb(
        String word,
        String done,
        String meaning,
        ToIntBiFunction<TaskStore, TaskSelector> change,
        Function<Task, String> reason) {

    static final List<Verb> ALL = List.of(
            new Verb(
                    "pause",
                    "paused",
                    "No new run starts; one that is going on goes on.",
                    TaskStore::pause,
                    task -> "only active ones can be paused"),
            new Verb(
                    "resume",
                    "resumed",
                    "Paused tasks become active; what was due meanwhile is caught up with one run.",
                    TaskStore::resume,
                    task -> is(task, "disabled")
                            ? "it was disabled after failures, 'tasks reset' makes it active"
                            : "only paused ones can be resumed"),
            new Verb("run", "due now", "Makes tasks due at once.", TaskStore::run, Verb::notRun),
            new Verb(
                    "reset",
                    "reset",
                    "Forgets the failures and makes disabled tasks active.",
                    TaskStore::reset,
                    task -> is(task, "paused")
                            ? "'tasks resume' makes it active"
                            : "only active and disabled ones can be reset"),
            new Verb(
                    "unlock",
                    "unlocked",
                    "Takes the lock away. A living worker stops the run first, then the task can run again.",
                    TaskStore::unlock,
                    task -> "it is not running"),
            new Verb(
                    "cancel",
                    "told to stop",
                    "Asks the worker to end the run; no retry follows.",
                    TaskStore::cancel,
                    task -> task.lockedAt() == null
                            ? "it is not running"
                            : "its lock was set by hand and no worker holds it, 'tasks unlock' frees it"),
            new Verb(
                    "remove",
                    "removed",
                    "Removes tasks; the ledger of their runs stays.",
                    TaskStore::remove,
                    task -> "it has just been added anew"));

    String done(int tasks) {
        return tasks + (tasks == 1 ? " task " : " tasks ") + done;
    }

    String whyNot(Task task) {
        return "task " + task.id() + " is " + Objects.requireNonNullElse(task.status(), "without a status") + ": "
                + reason.apply(task);
    }

    private static String notRun(Task task) {
        return switch (Objects.requireNonNullElse(task.status(), "")) {
            case "paused" -> "'tasks resume' it first";
            case "disabled" -> "it was disabled after failures, 'tasks reset' it first";
            default -> "only active ones, and one-off tasks that have completed, can be run";
        };
    }

    private static boolean is(Task task, String status) {
        return status.equals(task.status());
    }
}
