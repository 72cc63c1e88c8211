package dev.jobrunner.worker.execute;

import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.RunOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people and meters of each run. */
final class RunLog implements RunListener {

    private static final Logger log = LoggerFactory.getLogger(RunLog.class);

    private final MeterRegistry meters;
    private final CompletedRuns completed = new CompletedRuns(log);

    RunLog(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void started(ClaimedTask task) {
        log.debug("Started {}, run {}, attempt {}", task.label(), task.runId(), task.attempt());
    }

    @Override
    public void ended(ClaimedTask task, Optional<RunOutcome> outcome, Entry entry, long millis) {
        String word = entry == Entry.ENTERED ? outcome.map(RunLog::word).orElse("lost") : "lost";
        meters.timer("jobrunner.runs", "task_type", task.taskType(), "outcome", word)
                .record(Duration.ofMillis(millis));
        switch (entry) {
            case ENTERED -> {
                if (!word.equals("completed") || completed.getsALine()) {
                    log.info(
                            "{} {}, run {}, attempt {}, in {} ms",
                            word,
                            task.label(),
                            task.runId(),
                            task.attempt(),
                            millis);
                }
            }
            case LOCK_GONE ->
                log.warn("lost {}, run {}: its lock was gone, nothing was changed", task.label(), task.runId());
            case GIVEN_UP ->
                log.error(
                        "lost {}, run {}: its end ({}) could not be entered, the database did not take it; the scheduler"
                                + " hands the task back",
                        task.label(),
                        task.runId(),
                        outcome.map(RunLog::word).orElse("lost"));
        }
    }

    private static String word(RunOutcome outcome) {
        return outcome.word().replace('_', ' ');
    }
}
