package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.task.WaitingTasks;
import dev.jobrunner.core.task.WaitingTasks.Released;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets tasks go that have waited for others. Workers do so as soon as they have entered an end; this finds what they could not: ends that
 * a scheduler has entered, changes by hand, and what a crash has left.
 */
final class ReleaseWaitingTasks implements TickStep {

    private static final Logger log = LoggerFactory.getLogger(ReleaseWaitingTasks.class);

    private final WaitingTasks waiting;
    private final Duration interval;

    ReleaseWaitingTasks(WaitingTasks waiting, Duration interval) {
        this.waiting = waiting;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "release waiting tasks";
    }

    @Override
    public Duration run() {
        List<Released> released = waiting.release();
        long skipped = released.stream().filter(Released::skipped).count();
        if (released.size() > skipped) {
            log.info("{} tasks are due now that have waited for others", released.size() - skipped);
        }
        if (skipped > 0) {
            log.warn("{} tasks are skipped since what they waited for will not succeed; the ledger says what", skipped);
        }
        return interval;
    }
}
