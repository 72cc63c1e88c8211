package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.insight.TaskHistory.Outcome;
import dev.jobrunner.core.task.Task;
import java.util.List;

/** A task in the list. */
public record TaskRow(Task task, String schedule, Sparkline runs) {

    static TaskRow of(Task task, List<Outcome> outcomes) {
        return new TaskRow(task, ScheduleWords.of(task.schedulePattern(), task.timeZone()), Sparkline.of(outcomes));
    }
}
