package dev.jobrunner.core.task;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * After how long under lock a task counts as stuck.
 *
 * @param byEnvironmentName keyed as in {@link TaskType#environmentName()}
 * @param otherwise for all other types
 */
public record StuckAfter(Map<String, Duration> byEnvironmentName, Duration otherwise) {

    public StuckAfter {
        byEnvironmentName = Map.copyOf(byEnvironmentName);
    }

    String json() {
        return byEnvironmentName.entrySet().stream()
                .map(each -> '"' + each.getKey() + "\":" + seconds(each.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    double otherwiseSeconds() {
        return seconds(otherwise);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
