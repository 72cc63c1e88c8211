package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.task.Task;
import dev.jobrunner.scheduler.dashboard.run.Sparkline;

/** A task in the list. */
public record TaskRow(Task task, String schedule, Sparkline runs) {

    static TaskRow of(Task task, Sparkline runs) {
        return new TaskRow(task, ScheduleWords.of(task), runs);
    }
}
