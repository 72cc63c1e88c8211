package dev.jobrunner.core.settings;

import dev.jobrunner.core.task.TaskType;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks of one type may run at once over all workers.
 *
 * @param byEnvironmentName what the operator has set, keyed as in {@link TaskType#environmentName()}
 */
public record ConcurrencyLimits(Map<String, Integer> byEnvironmentName) {

    /** The limits of new tasks when nobody sets any; every other type has one. */
    static final Map<String, Integer> DEFAULTS = Map.of(
            "REPORT_GENERATION", 3,
            "AUDIO_TRANSCRIPTION", 3,
            "SOCIAL_MEDIA_GENERATION", 2,
            "IMAGE_GENERATION", 2,
            "AUDIO_GENERATION", 2,
            "REEL_GENERATION", 2);

    public ConcurrencyLimits {
        byEnvironmentName = Map.copyOf(byEnvironmentName);
        byEnvironmentName.forEach((name, limit) -> {
            if (limit < 1) {
                throw new IllegalArgumentException("The limit of " + name + " is " + limit + "; it must be at least 1");
            }
        });
    }

    /** What the operator has set for the type, to be applied to its tasks when the scheduler starts. */
    public OptionalInt configured(String taskType) {
        @Nullable Integer limit = byEnvironmentName.get(new TaskType(taskType).environmentName());
        return limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
    }

    /** What a new task of the type gets: the configured limit, else the default of the type. Never less than 1. */
    public int defaultFor(String taskType) {
        String name = new TaskType(taskType).environmentName();
        return configured(taskType).orElse(DEFAULTS.getOrDefault(name, 1));
    }
}
