package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.queue.Settled;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator about every run that was taken from its worker, and what happens to its task next. */
final class LossReport {

    private static final Logger log = LoggerFactory.getLogger(LossReport.class);

    void tell(List<Settled> ended) {
        for (Settled task : ended) {
            if (task.disabled()) {
                log.error(
                        "{} is DISABLED after {} failures in a row, the last time because {} (run {}). Mend the cause,"
                                + " then: java -jar scheduler-app.jar tasks reset {}",
                        task.label(),
                        task.failCount(),
                        task.reason(),
                        task.runId(),
                        task.taskId());
            } else {
                log.warn("{} lost run {}: {}. {}", task.label(), task.runId(), task.reason(), next(task));
            }
        }
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
