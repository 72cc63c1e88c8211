package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.upkeep.ConcurrencyTuner;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the configured limits once after start. What another transaction holds meanwhile gets its limit later. */
final class ApplyLimits implements TickStep {

    private static final Duration NEVER_AGAIN = Duration.ofDays(3650);

    private static final Logger log = LoggerFactory.getLogger(ApplyLimits.class);

    private final ConcurrencyTuner tuner;
    private final Duration interval;
    private boolean told;

    ApplyLimits(ConcurrencyTuner tuner, Duration interval) {
        this.tuner = tuner;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "apply configured limits";
    }

    @Override
    public Duration run() {
        ConcurrencyTuner.Tuning tuning = tuner.applyConfigured();
        tuning.changes().stream()
                .filter(change -> change.tasks() > 0)
                .forEach(change -> log.info(
                        "max_concurrent_runs of {} is {} now, as configured ({} tasks changed)",
                        change.taskType(),
                        change.limit(),
                        change.tasks()));
        if (!told) {
            tuning.refused().forEach(log::error);
            tuning.changes().stream()
                    .filter(change -> change.busy() > 0)
                    .forEach(change -> log.warn(
                            "{} tasks of type {} are held by another transaction and get max_concurrent_runs {} as soon"
                                    + " as it ends (said once)",
                            change.busy(),
                            change.taskType(),
                            change.limit()));
            told = true;
        }
        return tuning.changes().stream().anyMatch(change -> change.busy() > 0) ? interval : NEVER_AGAIN;
    }
}
