package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.settings.ConcurrencyLimits;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.settings.RetrySettings;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskType;
import dev.jobrunner.scheduler.dashboard.Durations;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A setting that a task runs under, and where it comes from.
 *
 * @param from the field, variable or built-in rule
 */
public record Origin(String name, String value, String from) {

    static List<Origin> of(Task task, ConcurrencyLimits limits, LockTimeouts timeouts, RetrySettings retry) {
        if (!isUsable(task.taskType())) {
            return List.of();
        }
        String type = new TaskType(task.taskType()).environmentName();
        String waits = retry.backoff().stream().map(Durations::words).collect(Collectors.joining(", "));
        return List.of(
                new Origin("Handler", "HANDLER_" + type, "set on the workers, or a Java bean of this name"),
                new Origin(
                        "Tasks of this type at once",
                        String.valueOf(task.maxConcurrentRuns()),
                        limits.configured(task.taskType()).isPresent()
                                ? "the task; MAX_CONCURRENT_RUNS_" + type + " sets it at each start"
                                : "the task; new ones of this type get " + limits.defaultFor(task.taskType())),
                new Origin(
                        "Lock timeout",
                        Durations.words(timeouts.of(task.taskType())),
                        timeouts.byEnvironmentName().containsKey(type)
                                ? "LOCK_TIMEOUT_MINUTES_" + type
                                : "LOCK_TIMEOUT_MINUTES"),
                new Origin(
                        "Retries", String.valueOf(retry.maxRetries()), "MAX_RETRY_COUNT; one failure more disables it"),
                new Origin("Backoff", waits, "RETRY_BACKOFF_MINUTES, and up to 20 % at random"));
    }

    private static boolean isUsable(String type) {
        return !type.isBlank()
                && type.length() <= TaskType.MAX_LENGTH
                && type.chars().noneMatch(Character::isISOControl);
    }
}
