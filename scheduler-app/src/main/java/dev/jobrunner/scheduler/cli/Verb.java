package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.task.TaskAction;
import java.util.List;

/**
 * A {@link TaskAction} as a command.
 *
 * @param word as it is typed
 * @param meaning for the help
 */
record Verb(TaskAction action, String word, String meaning) {

    static final List<Verb> ALL = List.of(
            new Verb(TaskAction.PAUSE, "pause", "No new run starts; one that is going on goes on."),
            new Verb(
                    TaskAction.RESUME,
                    "resume",
                    "Paused tasks become active; what was due meanwhile is caught up with one run."),
            new Verb(TaskAction.RUN, "run", "Makes tasks due at once, with another payload if one is given."),
            new Verb(TaskAction.RESET, "reset", "Forgets the failures and makes disabled tasks active."),
            new Verb(
                    TaskAction.UNLOCK,
                    "unlock",
                    "Takes the lock away. A living worker stops the run first, then the task can run again."),
            new Verb(TaskAction.CANCEL, "cancel", "Asks the worker to end the run; no retry follows."),
            new Verb(TaskAction.DELETE, "remove", "Removes tasks; the ledger of their runs stays."));
}
