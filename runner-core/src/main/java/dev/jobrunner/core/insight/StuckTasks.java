package dev.jobrunner.core.insight;

import dev.jobrunner.core.queue.LockReaper;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.task.StuckAfter;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** When a task under lock counts as stuck: at its lock timeout, and once those whose duty it is have not ended it. */
public final class StuckTasks {

    /** Until then the worker ends the run itself, or else the next tick takes its lock: nobody has to look. */
    static final Duration NOT_YET_STUCK = LockReaper.GRACE.plusSeconds(5);

    private StuckTasks() {}

    public static StuckAfter after(LockTimeouts timeouts) {
        return new StuckAfter(
                timeouts.byEnvironmentName().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().plus(NOT_YET_STUCK))),
                timeouts.defaultTimeout().plus(NOT_YET_STUCK));
    }
}
