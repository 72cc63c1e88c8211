package dev.jobrunner.worker.handler;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One run, as its handler sees it.
 *
 * @param taskId row in {@code scheduled_tasks}
 * @param runId row in {@code scheduled_task_logs}; new for every attempt, and so fit as an idempotency key of an attempt
 * @param taskType the task's type as it stands in the database
 * @param taskName the task's name, null if it has none
 * @param attempt 1 for the first try of a slot, 2 for the first retry
 * @param scheduledFor the slot that this run stands for; the same in every retry
 * @param lateBy how long after it was due this attempt was claimed; zero or more. {@link #isLate} says whether that is much
 * @param payload JSON text, <code>{}</code> if the task has none
 * @param output what the run prints, shown in the log of runs while it is still going on
 */
public record RunContext(
        long taskId,
        long runId,
        String taskType,
        @Nullable String taskName,
        int attempt,
        Instant scheduledFor,
        Duration lateBy,
        String payload,
        RunOutput output) {

    private static final Duration ON_TIME = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.shared();

    public RunContext {
        Objects.requireNonNull(scheduledFor, "scheduledFor");
        Objects.requireNonNull(output, "output");
        if (taskType.isBlank()) {
            throw new IllegalArgumentException("A run needs a task type, but it is blank (task " + taskId + ")");
        }
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt counts from 1, but is " + attempt + " (task " + taskId + ")");
        }
        if (payload.isBlank()) {
            payload = "{}";
        }
    }

    /** Whether it was claimed more than a minute after it was due: its slot was missed, or it is a retry. */
    public boolean isLate() {
        return lateBy.compareTo(ON_TIME) > 0;
    }

    /**
     * The payload as an object of the given type.
     *
     * @throws RunFailedException if the payload does not fit the type; the message says where
     */
    public <T> T payloadAs(Class<T> type) {
        try {
            T value = JSON.readValue(payload, type);
            if (value == null) {
                throw misfit(type, "it is null", null);
            }
            return value;
        } catch (JacksonException e) {
            throw misfit(type, e.getOriginalMessage(), e);
        }
    }

    private RunFailedException misfit(Class<?> type, String reason, @Nullable Exception cause) {
        return new RunFailedException(
                "The payload of task %d is not a %s: %s".formatted(taskId, type.getSimpleName(), reason), cause);
    }
}
