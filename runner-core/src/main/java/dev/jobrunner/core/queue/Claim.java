package dev.jobrunner.core.queue;

import java.util.List;

/**
 * The answer to a claim.
 *
 * @param tasks now locked for the worker, in the order in which they should start; empty when nothing is due or free
 * @param contended whether there was more to have, but another claim was busy with its type at that moment: worth another
 *     try soon
 */
public record Claim(List<ClaimedTask> tasks, boolean contended) {

    public Claim {
        tasks = List.copyOf(tasks);
    }
}
