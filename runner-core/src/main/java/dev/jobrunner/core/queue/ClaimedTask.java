package dev.jobrunner.core.queue;

import dev.jobrunner.core.schedule.CatchUp;
import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.schedule.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task that one worker holds, as it was at the moment of the claim.
 *
 * @param runId the id that this run's row in {@code scheduled_task_logs} will have
 * @param token proof of the lock; every later write for this task is made under it
 * @param attempt which try of its slot this is; 1 is the first
 * @param scheduledFor the slot that this run works for; stays the same over retries
 * @param lockedAt database time of the claim
 * @param payload JSON: the task's own, or what somebody has given for this slot
 * @param pattern cron pattern, or null for a one-off task
 * @param limit how many of its type may run at once, in all workers together
 * @param rules what its schedule says beyond that
 */
public record ClaimedTask(
        long taskId,
        @Nullable String name,
        String taskType,
        long runId,
        UUID token,
        int attempt,
        Instant scheduledFor,
        Instant lockedAt,
        String payload,
        @Nullable String pattern,
        String timeZone,
        int limit,
        SlotRules rules) {

    /** For log lines: {@code report_generation #12 (daily report)}. */
    public String label() {
        return taskType + " #" + taskId + (name == null ? "" : " (" + name + ")");
    }

    /**
     * Why its slot is not to run any more, though it was claimed: it was missed, and its rules say so. Empty when it is to run; a retry always
     * is.
     */
    public Optional<String> whySkipped() {
        if (pattern == null || attempt > 1 || rules.catchUp().equals(CatchUp.DEFAULT)) {
            return Optional.empty();
        }
        try {
            return timetable().whySkipped(scheduledFor, lockedAt);
        } catch (InvalidScheduleException e) {
            return Optional.empty(); // its end enters that in schedule_error
        }
    }

    /** How long after it was due it was claimed; zero or more. */
    public Duration lateBy() {
        Duration late = Duration.between(dueAt(), lockedAt);
        return late.isNegative() ? Duration.ZERO : late;
    }

    /** @throws InvalidScheduleException if it has no schedule that can be used */
    Timetable timetable() {
        return Timetable.parse(pattern, timeZone, rules).of(taskId);
    }

    private Instant dueAt() {
        if (pattern == null || rules.jitter().isZero()) {
            return scheduledFor;
        }
        try {
            return timetable().dueAt(scheduledFor);
        } catch (InvalidScheduleException e) {
            return scheduledFor; // its end enters that in schedule_error
        }
    }
}
