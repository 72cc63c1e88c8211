package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.queue.LockReaper;
import dev.jobrunner.core.upkeep.SilentWorkers;
import java.time.Duration;
import java.time.Instant;

/**
 * Hands back the tasks of dead workers. Looks at least twice within the time after which a worker is dead, and when one is
 * late already, again at the very moment at which it will count as dead.
 */
final class ReleaseDeadWorkers implements TickStep {

    /** So that the database finds the heartbeat a little too old rather than just not yet. */
    private static final Duration JUST_AFTER = Duration.ofMillis(50);

    private final LockReaper reaper;
    private final SilentWorkers silent;
    private final LossReport report;
    private final Duration deadAfter;
    private final Duration regularly;
    private final DatabaseWatch watch;

    ReleaseDeadWorkers(
            LockReaper reaper, SilentWorkers silent, LossReport report, Duration tickInterval, Duration deadAfter) {
        this.reaper = reaper;
        this.silent = silent;
        this.report = report;
        this.deadAfter = deadAfter;
        Duration half = deadAfter.dividedBy(2);
        this.regularly = half.compareTo(tickInterval) < 0 ? half : tickInterval;
        this.watch = new DatabaseWatch(deadAfter);
    }

    @Override
    public String name() {
        return "release tasks of dead workers";
    }

    @Override
    public void databaseAway() {
        watch.failed();
    }

    @Override
    public Duration run() {
        boolean answered = false;
        try {
            long asked = System.nanoTime();
            SilentWorkers.Look look = silent.look();
            Instant since = watch.answered(look.databaseTime(), Duration.ofNanos(System.nanoTime() - asked));
            report.tell(reaper.releaseDeadWorkers(deadAfter, since));
            Duration next = look.untilNextDeath(deadAfter, since)
                    .map(until -> until.plus(JUST_AFTER))
                    .filter(until -> until.compareTo(regularly) < 0)
                    .orElse(regularly);
            answered = true;
            return next;
        } finally {
            if (!answered) {
                watch.failed();
            }
        }
    }
}
