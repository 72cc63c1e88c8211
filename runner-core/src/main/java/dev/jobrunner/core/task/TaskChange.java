package dev.jobrunner.core.task;

import java.util.List;

/**
 * What an action did, or would do.
 *
 * @param matched tasks that were meant
 * @param changed those of them that were, or would be, changed
 * @param refused the others, by reason
 */
public record TaskChange(long matched, long changed, List<Refusal> refused) {

    public TaskChange {
        refused = List.copyOf(refused);
    }

    /**
     * @param reason as in {@code paused: resume it first}
     * @param tasks how many
     */
    public record Refusal(String reason, long tasks) {}
}
