package dev.jobrunner.core.settings;

import dev.jobrunner.core.task.TaskType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings per task type, keyed by the types' environment names. */
final class ByType {

    private ByType() {}

    /**
     * Spells every key as environment variables do. Where a variable and a property set the same type, the variable's
     * value, whose key is spelled so already, wins.
     *
     * @throws IllegalArgumentException if two types share one environment name
     */
    static <T> Map<String, T> environmentNames(String property, @Nullable Map<String, T> byType) {
        Map<String, T> result = new LinkedHashMap<>();
        Map<String, String> spelledBefore = new LinkedHashMap<>();
        (byType == null ? Map.<String, T>of() : byType).forEach((type, value) -> {
            String name = new TaskType(type).environmentName();
            String other = spelledBefore.get(name);
            if (other != null && !other.equals(name) && !type.equals(name)) {
                throw new IllegalArgumentException(property + ": the types '" + other + "' and '" + type
                        + "' share the name " + name + "; rename one of them");
            }
            if (other == null || type.equals(name)) {
                spelledBefore.put(name, type);
                result.put(name, value);
            }
        });
        return Map.copyOf(result);
    }
}
