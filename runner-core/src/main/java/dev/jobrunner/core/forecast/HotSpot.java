package dev.jobrunner.core.forecast;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time at which more runs want to run than there are slots: some of them wait.
 *
 * @param from beginning of its first minute
 * @param until end of its last minute
 * @param peak slots that are wanted in its busiest minute
 * @param occurrences how often the same tasks meet within the forecast; this is the first time
 * @param tasks how many take part in the busiest minute
 * @param causes those that take most of it, the worst first, ten at the most
 * @param suggestion what to do about it
 */
public record HotSpot(
        Instant from, Instant until, double peak, int occurrences, int tasks, List<Cause> causes, String suggestion) {

    public HotSpot {
        causes = List.copyOf(causes);
    }

    /**
     * A task that takes part.
     *
     * @param typicalSeconds how long its runs usually take
     */
    public record Cause(
            long taskId, @Nullable String taskName, String taskType, String schedulePattern, double typicalSeconds) {}
}
