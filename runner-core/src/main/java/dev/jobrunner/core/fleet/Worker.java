package dev.jobrunner.core.fleet;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A worker process as people look at it.
 *
 * @param state what it is doing, and whether that can be believed
 * @param drainRequestedAt since when somebody wants it to claim no more; null if it may
 * @param slots how many runs at once
 * @param taskTypes environment names of the types that it has handlers for
 * @param heartbeatAgeSeconds by the database's clock
 * @param late whether its heartbeat should have come already; a little later it is stale
 * @param runs what it runs now, longest first
 */
public record Worker(
        String id,
        String host,
        long pid,
        String version,
        Condition state,
        @Nullable Instant drainRequestedAt,
        int slots,
        List<String> taskTypes,
        Instant startedAt,
        Instant heartbeatAt,
        double heartbeatAgeSeconds,
        boolean late,
        List<LiveRun> runs) {

    public Worker {
        taskTypes = List.copyOf(taskTypes);
        runs = List.copyOf(runs);
    }

    /** How many runs it has now. */
    public int running() {
        return runs.size();
    }

    /** Whether it is heard of and has not ended. */
    public boolean live() {
        return state != Condition.STALE && state != Condition.STOPPED;
    }

    Worker with(List<LiveRun> now) {
        return new Worker(
                id,
                host,
                pid,
                version,
                state,
                drainRequestedAt,
                slots,
                taskTypes,
                startedAt,
                heartbeatAt,
                heartbeatAgeSeconds,
                late,
                now);
    }

    /** What a worker is doing. */
    public enum Condition {
        /** Claims and runs. */
        RUNNING,
        /** Claims no more since somebody asked for that; goes on when it is resumed. */
        DRAINING,
        /** Claims no more since it is shutting down. */
        STOPPING,
        /** Not heard of any more: what it ran is handed back at the next tick. */
        STALE,
        /** Has ended in an orderly way and holds nothing. */
        STOPPED;

        /** As JSON and the command line spell it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
