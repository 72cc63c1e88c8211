package dev.jobrunner.core.fleet;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * What a worker says of itself with a heartbeat.
 *
 * @param slots how many runs at once
 * @param taskTypes environment names of the types it has handlers for
 * @param interval how often it beats
 * @param stopWithin a run whose lock was taken away has stopped at the latest this long after
 * @param stoppedAfter nothing of what it ran runs any more this long after its last heartbeat
 * @param held the locks that it believes it holds
 */
public record WorkerReport(
        WorkerIdentity identity,
        WorkerState state,
        int slots,
        Collection<String> taskTypes,
        Duration interval,
        Duration stopWithin,
        Duration stoppedAfter,
        List<HeldLock> held) {}
