package dev.jobrunner.core.task;

import dev.jobrunner.core.schedule.SlotRules;
import java.time.Instant;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a task shall be: the fields that people set.
 *
 * @param changesNextRun whether {@code nextRunAt} is to be set; else it stays, or the scheduler computes it
 */
record Definition(
        @Nullable String name,
        TaskType type,
        @Nullable String schedulePattern,
        String timeZone,
        String payload,
        int priority,
        int maxConcurrentRuns,
        boolean changesNextRun,
        @Nullable Instant nextRunAt,
        @Nullable String status,
        SlotRules rules,
        After after) {

    static Definition of(NewTask task, ToIntFunction<TaskType> defaultLimit) {
        Integer limit = task.maxConcurrentRuns();
        return new Definition(
                task.name(),
                task.type(),
                task.schedulePattern(),
                task.timeZone(),
                task.payload(),
                task.priority(),
                limit != null ? limit : defaultLimit.applyAsInt(task.type()),
                true,
                task.runAt(),
                "active",
                task.rules(),
                task.after());
    }

    /** The task as it is, with the edit applied and checked. */
    static Definition of(Task task, TaskEdit edit, ToIntFunction<TaskType> defaultLimit) {
        TaskType type = edit.type() == null
                ? new TaskType(task.taskType())
                : Objects.requireNonNull(edit.type().value());
        Definition definition = new Definition(
                edit.name() == null ? task.name() : edit.name().value(),
                type,
                edit.schedulePattern() == null
                        ? task.schedulePattern()
                        : edit.schedulePattern().value(),
                edit.timeZone() == null
                        ? task.timeZone()
                        : Objects.requireNonNullElse(edit.timeZone().value(), "UTC"),
                edit.payload() == null
                        ? task.payload()
                        : Payload.unhidden(
                                Objects.requireNonNullElse(edit.payload().value(), "{}"), task.payload()),
                edit.priority() == null
                        ? task.priority()
                        : Objects.requireNonNull(edit.priority().value()),
                edit.maxConcurrentRuns() == null
                        ? task.maxConcurrentRuns()
                        : limit(edit.maxConcurrentRuns(), type, defaultLimit),
                edit.nextRunAt() != null,
                edit.nextRunAt() == null ? null : edit.nextRunAt().value(),
                edit.status() == null ? null : edit.status().value(),
                edit.rules().appliedTo(task.rules()),
                edit.after().appliedTo(task.after()));
        definition.check(task);
        return definition;
    }

    private static int limit(Edit<Integer> edit, TaskType type, ToIntFunction<TaskType> defaultLimit) {
        NewTask.requireLimit(edit.value());
        return edit.value() != null ? edit.value() : defaultLimit.applyAsInt(type);
    }

    boolean hasOtherSlots(Task task) {
        return !Objects.equals(schedulePattern, task.schedulePattern())
                || !timeZone.equals(task.timeZone())
                || !rules.equals(task.rules());
    }

    private void check(Task task) {
        NewTask.requireName(name);
        NewTask.requireAfter(schedulePattern, after);
        if (hasOtherSlots(task)) {
            NewTask.requireSchedule(schedulePattern, timeZone, rules);
        }
        if (changesNextRun && nextRunAt == null && schedulePattern == null) {
            throw new InvalidTaskException(
                    "next_run_at", "null", "a time; a one-off task has no pattern that one could be computed from");
        }
        // with a pattern, the scheduler computes its next run
        if ("active".equals(status)
                && "completed".equals(task.status())
                && nextRunAt == null
                && schedulePattern == null) {
            throw new TaskConflictException(
                    TaskConflictException.Kind.NOT_NOW,
                    task.label() + " is completed: run it, or give it a next_run_at",
                    null);
        }
        if (task.lockedAt() != null && !type.name().equals(task.taskType())) {
            throw new TaskConflictException(
                    TaskConflictException.Kind.NOT_NOW,
                    task.label() + " is running: its type can be changed when the run has ended; cancel ends it",
                    null);
        }
    }
}
