package dev.jobrunner.worker.handler;

import dev.jobrunner.core.settings.WiringRefused;
import dev.jobrunner.core.task.TaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers handlers and everything that is wrong with them, so that an operator sees all problems at the first start. */
final class HandlerCollector {

    private record Source(String taskType, String origin) {}

    private final List<HandlerFactory> factories;
    private final SortedMap<String, TaskHandler> handlers = new TreeMap<>();
    private final SortedMap<String, Source> sources = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    HandlerCollector(List<HandlerFactory> factories) {
        this.factories = factories;
    }

    void addBean(TaskHandler bean) {
        String origin = "the Java handler " + bean.getClass().getName();
        String taskType = bean.taskType();
        if (taskType.isBlank()) {
            problems.add(origin + " has a blank task type; its taskType() must name one");
        } else if (isFree(taskType, origin)) {
            handlers.put(new TaskType(taskType).environmentName(), bean);
        }
    }

    void addSetting(HandlerSetting setting) {
        if (!isFree(setting.taskType(), setting.name())) {
            return;
        }
        try {
            handlers.put(new TaskType(setting.taskType()).environmentName(), create(setting));
        } catch (IllegalArgumentException e) {
            problems.add(setting.name() + ": " + e.getMessage());
        }
    }

    /** @throws WiringRefused if anything added was wrong; its message lists every problem, one a line, without secrets */
    HandlerRegistry registry() {
        if (!problems.isEmpty()) {
            throw new WiringRefused(
                    problems.size() == 1
                            ? problems.get(0)
                            : problems.size() + " handlers are wrong:\n- " + String.join("\n- ", problems));
        }
        return new HandlerRegistry(handlers);
    }

    private TaskHandler create(HandlerSetting setting) {
        if (setting.value().isEmpty()) {
            throw new IllegalArgumentException("it is blank; allowed are https://…, http://… or a command line");
        }
        return factories.stream()
                .filter(factory -> factory.accepts(setting.value()))
                .findFirst()
                .map(factory -> factory.create(setting.taskType(), setting.value()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "its scheme %s:// is unknown; allowed are https://…, http://… or a command line"
                                .formatted(setting.scheme().orElse("?"))));
    }

    private boolean isFree(String taskType, String origin) {
        String environmentName = new TaskType(taskType).environmentName();
        @Nullable Source other = sources.putIfAbsent(environmentName, new Source(taskType, origin));
        if (other == null) {
            return true;
        }
        problems.add(
                other.taskType().equals(taskType)
                        ? "The task type %s has two handlers: %s and %s; remove one"
                                .formatted(taskType, other.origin(), origin)
                        : "The task types %s (%s) and %s (%s) share the variable name HANDLER_%s; rename one"
                                .formatted(other.taskType(), other.origin(), taskType, origin, environmentName));
        return false;
    }
}
