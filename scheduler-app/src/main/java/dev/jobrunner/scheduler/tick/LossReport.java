package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.queue.Settled;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskSelector;
import dev.jobrunner.core.task.TaskStore;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator about every run that was taken from its worker, and what happens to its task next. */
final class LossReport {

    private static final Logger log = LoggerFactory.getLogger(LossReport.class);

    private final TaskStore tasks;

    LossReport(TaskStore tasks) {
        this.tasks = tasks;
    }

    /** @param cause why the runs were ended, as in {@code its worker died} */
    void tell(List<Settled> ended, String cause) {
        for (Settled task : ended) {
            if (task.disabled()) {
                log.error(
                        "{} is DISABLED after {} failures in a row, the last time because {} (run {}). Mend the cause,"
                                + " then: java -jar scheduler-app.jar tasks reset {}",
                        label(task),
                        task.failCount(),
                        cause,
                        task.runId(),
                        task.taskId());
            } else {
                log.warn("{} lost run {}: {}. {}", label(task), task.runId(), cause, next(task));
            }
        }
    }

    private String label(Settled task) {
        String name = tasks.find(TaskSelector.byId(task.taskId()))
                .map(Task::name)
                .map(each -> " (" + each + ")")
                .orElse("");
        return task.taskType() + " #" + task.taskId() + name;
    }

    private static String next(Settled task) {
        if (!task.status().equals("active")) {
            return "It is " + task.status() + " and does not run again until that is changed";
        }
        if (task.nextRunAt() == null) {
            return "Its next run is planned at the next tick";
        }
        return "Due again at " + task.nextRunAt()
                + (task.failCount() > 0 ? ", after " + task.failCount() + " failures in a row" : "");
    }
}
