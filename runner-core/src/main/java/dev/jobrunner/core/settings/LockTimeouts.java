package dev.jobrunner.core.settings;

import dev.jobrunner.core.task.TaskType;
import java.time.Duration;
import java.util.Map;

/**
 * How long a run may take before it is stopped and its lock released.
 *
 * @param defaultTimeout for types that have none of their own
 * @param byEnvironmentName keyed as in {@link TaskType#environmentName()}
 */
public record LockTimeouts(Duration defaultTimeout, Map<String, Duration> byEnvironmentName) {

    /** The timeouts that hold when nobody sets any. */
    static final Map<String, Duration> DEFAULTS = Map.of(
            "SCRAPING", Duration.ofMinutes(20),
            "CLUSTERING", Duration.ofMinutes(15),
            "REPORT_GENERATION", Duration.ofMinutes(10),
            "SOCIAL_MEDIA_GENERATION", Duration.ofMinutes(15),
            "IMAGE_GENERATION", Duration.ofMinutes(30),
            "AUDIO_GENERATION", Duration.ofMinutes(45),
            "REEL_GENERATION", Duration.ofMinutes(60),
            "BROADCAST_GENERATION", Duration.ofMinutes(20));

    public LockTimeouts {
        byEnvironmentName = Map.copyOf(byEnvironmentName);
        byEnvironmentName.forEach((name, timeout) -> requirePositive(name, timeout));
        requirePositive("default", defaultTimeout);
    }

    /** Never zero; the type need not be known. */
    public Duration of(String taskType) {
        return byEnvironmentName.getOrDefault(new TaskType(taskType).environmentName(), defaultTimeout);
    }

    private static void requirePositive(String name, Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("The lock timeout " + name + " is " + timeout + "; it must be positive");
        }
    }
}
