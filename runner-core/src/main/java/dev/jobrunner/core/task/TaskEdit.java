package dev.jobrunner.core.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What shall be different about a task. A component that is null leaves its field as it is; an {@link Edit} of null clears
 * it.
 *
 * @param name may be cleared
 * @param type may not
 * @param schedulePattern cleared: a one-off task
 * @param timeZone cleared: UTC
 * @param payload JSON; {@link dev.jobrunner.core.text.SecretFields#HIDDEN} in it keeps what is stored there; cleared: {@code {}}
 * @param priority may not be cleared
 * @param maxConcurrentRuns cleared: the default of the type
 * @param nextRunAt cleared: the scheduler computes it from the pattern
 * @param status {@code active}, {@code paused} or {@code disabled}
 * @param rules of its slots
 * @param after the tasks that it waits for
 */
public record TaskEdit(
        @Nullable Edit<String> name,
        @Nullable Edit<TaskType> type,
        @Nullable Edit<String> schedulePattern,
        @Nullable Edit<String> timeZone,
        @Nullable Edit<String> payload,
        @Nullable Edit<Integer> priority,
        @Nullable Edit<Integer> maxConcurrentRuns,
        @Nullable Edit<Instant> nextRunAt,
        @Nullable Edit<String> status,
        RulesEdit rules,
        AfterEdit after) {

    /** That leaves the rules of its slots, and what it waits for, as they are. */
    public TaskEdit(
            @Nullable Edit<String> name,
            @Nullable Edit<TaskType> type,
            @Nullable Edit<String> schedulePattern,
            @Nullable Edit<String> timeZone,
            @Nullable Edit<String> payload,
            @Nullable Edit<Integer> priority,
            @Nullable Edit<Integer> maxConcurrentRuns,
            @Nullable Edit<Instant> nextRunAt,
            @Nullable Edit<String> status) {
        this(
                name,
                type,
                schedulePattern,
                timeZone,
                payload,
                priority,
                maxConcurrentRuns,
                nextRunAt,
                status,
                RulesEdit.NONE,
                AfterEdit.NONE);
    }

    public TaskEdit {
        if (status != null && (status.value() == null || !status.value().matches("active|paused|disabled"))) {
            throw new InvalidTaskException("status", String.valueOf(status.value()), "active, paused or disabled");
        }
        if (type != null && type.value() == null) {
            throw new InvalidTaskException("task_type", "null", "1 to 100 characters");
        }
        if (priority != null && priority.value() == null) {
            throw new InvalidTaskException("priority", "null", "a whole number");
        }
    }

    /** Of the status alone. */
    public static TaskEdit ofStatus(String status) {
        return new TaskEdit(null, null, null, null, null, null, null, null, new Edit<>(status));
    }
}
