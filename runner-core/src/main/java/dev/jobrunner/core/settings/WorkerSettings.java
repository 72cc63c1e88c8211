package dev.jobrunner.core.settings;

import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How a worker goes about its work. The scheduler reads {@code deadAfter} from here too.
 *
 * @param pollInterval how often an idle worker looks for due tasks
 * @param listen whether a worker also hears of due tasks from the database at once, on a connection of its own
 * @param concurrency how many runs one worker process has at a time
 * @param heartbeatInterval how often a worker says that it is alive
 * @param deadAfter after how long without a heartbeat a worker counts as dead; at least three heartbeat intervals
 * @param shutdownGrace how long running jobs may go on after SIGTERM; may be zero
 */
@ConfigurationProperties("jobrunner.worker")
public record WorkerSettings(
        Duration pollInterval,
        boolean listen,
        int concurrency,
        Duration heartbeatInterval,
        Duration deadAfter,
        Duration shutdownGrace) {

    private static final int BEATS_BEFORE_DEATH = 3;

    public WorkerSettings {
        Variables.POLL_INTERVAL.require(pollInterval);
        Variables.CONCURRENCY.require(concurrency);
        Variables.HEARTBEAT_INTERVAL.require(heartbeatInterval);
        Variables.DEAD_AFTER.require(deadAfter);
        Variables.SHUTDOWN_GRACE.require(shutdownGrace);
        Duration least = heartbeatInterval.multipliedBy(BEATS_BEFORE_DEATH);
        if (deadAfter.compareTo(least) < 0) {
            throw new IllegalArgumentException("WORKER_DEAD_AFTER is " + seconds(deadAfter)
                    + " seconds, but must be at least three times WORKER_HEARTBEAT_INTERVAL ("
                    + seconds(heartbeatInterval) + " seconds): " + seconds(least) + " or more");
        }
    }

    /**
     * How long after its last heartbeat a worker stops its runs by itself. The other half of {@link #deadAfter} is for them
     * to end, so that none is left when others may take them.
     */
    public Duration fenceAfter() {
        return deadAfter.multipliedBy(50).dividedBy(100);
    }

    /** How long a stopped run may take to end before the process ends itself; a command's whole tree is gone by then. */
    public Duration stopPatience() {
        return deadAfter.multipliedBy(35).dividedBy(100);
    }

    /** How long the process may take to end itself once a lock may be taken by others. */
    public Duration exitHurry() {
        return deadAfter.minus(fenceAfter()).minus(stopPatience());
    }

    /** A run whose lock was taken away has stopped at the latest this long after. */
    public Duration stopWithin() {
        return heartbeatInterval.plus(stopPatience()).plus(exitHurry());
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
