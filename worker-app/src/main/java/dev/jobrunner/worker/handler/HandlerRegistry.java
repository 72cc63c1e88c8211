package dev.jobrunner.worker.handler;

import dev.jobrunner.core.settings.WiringRefused;
import dev.jobrunner.core.task.TaskType;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The handlers of this worker, found by task type. Types are compared by their environment name (capitals, other
 * characters than letters and digits as {@code _}), so that {@code HANDLER_REPORT_GENERATION} serves the tasks of the
 * type {@code report-generation} as well as {@code report_generation}. Immutable and safe for use by several threads.
 */
public final class HandlerRegistry {

    private final SortedMap<String, TaskHandler> byEnvironmentName;

    HandlerRegistry(SortedMap<String, TaskHandler> byEnvironmentName) {
        this.byEnvironmentName = new TreeMap<>(byEnvironmentName);
    }

    /**
     * Builds the registry.
     *
     * @param beans handlers written in Java
     * @param settings values by type; a key in capitals is the {@code <TYPE>} of a {@code HANDLER_<TYPE>} variable and
     *     serves the type of that name in lower case
     * @param factories the kinds of handler that a value may stand for
     * @throws WiringRefused if any of them is wrong; it lists all problems
     */
    public static HandlerRegistry of(
            Collection<TaskHandler> beans, Map<String, String> settings, List<HandlerFactory> factories) {
        HandlerCollector collector = new HandlerCollector(factories);
        beans.forEach(collector::addBean);
        new TreeMap<>(settings).forEach((key, value) -> collector.addSetting(new HandlerSetting(key, value)));
        return collector.registry();
    }

    /** Whether this worker can run tasks of the given type. */
    public boolean handles(String taskType) {
        return byEnvironmentName.containsKey(new TaskType(taskType).environmentName());
    }

    /** The handler of the given type, empty if this worker has none. */
    public Optional<TaskHandler> find(String taskType) {
        return Optional.ofNullable(byEnvironmentName.get(new TaskType(taskType).environmentName()));
    }

    /**
     * The types as the handlers name them, sorted. For a {@code HANDLER_<TYPE>} variable that is the variable's name in
     * lower case, which need not be the spelling in the database: a claim asks {@link #handles} or compares with
     * {@link #environmentNames()}.
     */
    public Set<String> taskTypes() {
        Set<String> types = new TreeSet<>();
        byEnvironmentName.values().forEach(handler -> types.add(handler.taskType()));
        return types;
    }

    /** The environment names of all types that this worker can run, sorted. */
    public Set<String> environmentNames() {
        return Collections.unmodifiableSet(byEnvironmentName.keySet());
    }
}
