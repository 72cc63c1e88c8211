package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.queue.LockReaper;
import dev.jobrunner.core.settings.LockTimeouts;
import java.time.Duration;

/** Takes locks back that are older than their type's lock timeout and that the worker did not end itself. */
final class ReleaseExpiredLocks implements TickStep {

    private final LockReaper reaper;
    private final LockTimeouts timeouts;
    private final LossReport report;
    private final Duration deadAfter;
    private final Duration interval;

    ReleaseExpiredLocks(
            LockReaper reaper, LockTimeouts timeouts, LossReport report, Duration deadAfter, Duration interval) {
        this.reaper = reaper;
        this.timeouts = timeouts;
        this.report = report;
        this.deadAfter = deadAfter;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "release expired locks";
    }

    @Override
    public Duration run() {
        report.tell(reaper.releaseExpiredLocks(timeouts, deadAfter));
        return interval;
    }
}
