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
 * @param heartbeatInterval how often a worker says that it is alive while it runs something
 * @param deadAfter after how long without a heartbeat a worker counts as dead, whatever is known of it; at least three
 *     heartbeat intervals
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
     * How long after its last heartbeat a worker stops its runs by itself: 40 % of {@link #deadAfter}, and where beats are
     * rare three of their intervals, but never more than half.
     */
    public Duration fenceAfter() {
        Duration beats = heartbeatInterval.multipliedBy(BEATS_BEFORE_DEATH);
        Duration wanted = max(percent(40), beats);
        return wanted.compareTo(percent(50)) < 0 ? wanted : percent(50);
    }

    /** How often the fence is looked at. */
    public Duration fenceWatch() {
        return percent(1);
    }

    /** How long a run that the fence has stopped may take to end before the process ends itself. */
    public Duration fencePatience() {
        return percent(8);
    }

    /** How long the process may take to end itself then. */
    public Duration fenceHurry() {
        return percent(4);
    }

    /**
     * How long after its last heartbeat nothing runs any more of what a worker ran, by what it does itself: the fence, the look
     * at it, the patience and the hurry, and 2 % of {@link #deadAfter} for a machine that is busy.
     */
    public Duration stoppedAfter() {
        return fenceAfter().plus(percent(15));
    }

    /**
     * How long a run that was stopped for another reason may take to end before the process ends itself; a command's whole tree
     * is gone by then.
     */
    public Duration stopPatience() {
        return percent(35);
    }

    /** How long the process may take to end itself when it has found that a lock is not its own any more. */
    public Duration exitHurry() {
        return percent(15);
    }

    /** A run whose lock was taken away has stopped at the latest this long after, whether or not its worker can be told. */
    public Duration stopWithin() {
        return max(heartbeatInterval.plus(stopPatience()).plus(exitHurry()), stoppedAfter());
    }

    private Duration percent(int share) {
        return deadAfter.multipliedBy(share).dividedBy(100);
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
