package dev.jobrunner.core.queue;

import java.util.Set;

/**
 * What one worker asks for in one claim.
 *
 * @param workerId goes into {@code locked_by}
 * @param environmentNames the types that this worker has a handler for, in their environment form; others are not claimed
 * @param slots how many tasks at the most; positive
 * @param beats whether the claim stands in for a heartbeat: for a worker without runs, whose locks a heartbeat would check
 */
public record ClaimRequest(String workerId, Set<String> environmentNames, int slots, boolean beats) {

    /** A claim and nothing else. */
    public ClaimRequest(String workerId, Set<String> environmentNames, int slots) {
        this(workerId, environmentNames, slots, false);
    }

    public ClaimRequest {
        if (workerId.isBlank()) {
            throw new IllegalArgumentException("A claim needs a worker id, but it is blank");
        }
        if (slots < 1) {
            throw new IllegalArgumentException("A claim asks for at least 1 slot, not " + slots);
        }
        environmentNames = Set.copyOf(environmentNames);
    }
}
