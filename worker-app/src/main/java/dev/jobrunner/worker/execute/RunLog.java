package dev.jobrunner.worker.execute;

import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.RunOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people and meters of each run. */
final class RunLog implements RunListener {

    private static final Logger log = LoggerFactory.getLogger(RunLog.class);

    private final MeterRegistry meters;

    RunLog(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void started(ClaimedTask task) {
        log.debug("Started {}, run {}, attempt {}", task.label(), task.runId(), task.attempt());
    }

    @Override
    public void ended(ClaimedTask task, Optional<RunOutcome> outcome, boolean entered, long millis) {
        String word = entered ? outcome.map(RunLog::word).orElse("lost") : "lost";
        meters.timer("jobrunner.runs", "task_type", task.taskType(), "outcome", word)
                .record(Duration.ofMillis(millis));
        if (entered) {
            log.info("{} {}, run {}, attempt {}, in {} ms", word, task.label(), task.runId(), task.attempt(), millis);
        } else {
            log.warn("lost {}, run {}: its lock was gone, nothing was changed", task.label(), task.runId());
        }
    }

    private static String word(RunOutcome outcome) {
        return outcome.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
