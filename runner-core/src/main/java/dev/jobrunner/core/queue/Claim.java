package dev.jobrunner.core.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a claim.
 *
 * @param tasks now locked for the worker, in the order in which they should start; empty when nothing is due or free
 * @param contended whether there was more to have, but another claim was busy with its type at that moment: worth another
 *     try soon
 * @param nextDueIn when the next task that this worker could run becomes due; empty when none has a time yet. What is due already and
 *     waits for its limit does not count.
 * @param beaten whether it has renewed the worker's heartbeat; false when that was not asked for, or when the worker's row is not as
 *     an idle worker's should be: then a heartbeat of its own is needed
 * @param leftOver types with tasks that could start now, of which this claim took none, and how many more of each may run
 */
public record Claim(
        List<ClaimedTask> tasks,
        boolean contended,
        Optional<Duration> nextDueIn,
        boolean beaten,
        Map<String, Integer> leftOver) {

    public Claim {
        tasks = List.copyOf(tasks);
        leftOver = Map.copyOf(leftOver);
    }
}
