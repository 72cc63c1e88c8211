package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.settings.ConcurrencyLimits;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.settings.RetrySettings;
import dev.jobrunner.core.task.Task;
import java.util.List;
import org.springframework.stereotype.Component;

/** The settings that tasks run under. */
@Component
final class Origins {

    private final ConcurrencyLimits limits;
    private final LockTimeouts timeouts;
    private final RetrySettings retry;

    Origins(ConcurrencyLimits limits, LockTimeouts timeouts, RetrySettings retry) {
        this.limits = limits;
        this.timeouts = timeouts;
        this.retry = retry;
    }

    List<Origin> of(Task task) {
        return Origin.of(task, limits, timeouts, retry);
    }
}
