package dev.jobrunner.core.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a task runs or does not.
 *
 * @param at database time of this answer
 * @param wouldBeClaimed whether a live worker with a free slot would take it at that moment
 * @param gates all of them, in order
 */
public record Explanation(
        long taskId, @Nullable String name, String taskType, Instant at, boolean wouldBeClaimed, List<Gate> gates) {

    public Explanation {
        gates = List.copyOf(gates);
    }

    /** The first gate that holds the task back; empty when none does. */
    public Optional<Gate> holding() {
        return gates.stream().filter(Gate::holds).findFirst();
    }
}
