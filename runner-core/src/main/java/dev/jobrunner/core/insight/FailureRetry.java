package dev.jobrunner.core.insight;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.task.TaskAction;
import dev.jobrunner.core.task.TaskChanges;
import dev.jobrunner.core.task.TaskFilter;

/** Lets the tasks of a group of failures run again at once. */
public final class FailureRetry {

    private final TaskChanges changes;

    public FailureRetry(TaskChanges changes) {
        this.changes = changes;
    }

    /**
     * Forgets the failures of the tasks that still fail, makes those active that were disabled, and all of them due. Who
     * did it is entered for each task, once for the reset and once for the run.
     *
     * @return how many tasks are due now; one that has been paused or has started meanwhile is not touched
     */
    public long retry(FailureGroup group, Actor actor) {
        if (group.retryTaskIds().isEmpty()) {
            return 0;
        }
        TaskFilter tasks = TaskFilter.byIds(group.retryTaskIds());
        changes.apply(TaskAction.RESET, tasks, actor);
        return changes.apply(TaskAction.RUN, tasks, actor).changed();
    }
}
