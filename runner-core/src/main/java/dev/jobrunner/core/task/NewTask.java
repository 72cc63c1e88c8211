package dev.jobrunner.core.task;

import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.schedule.Timetable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task to be created.
 *
 * @param name unique; null for none
 * @param schedulePattern cron; null for a one-off task
 * @param timeZone IANA name
 * @param payload JSON
 * @param runAt first run; null: the next slot of the pattern, or at once for a one-off task
 * @param maxConcurrentRuns null: the default of the type
 * @param rules what the schedule says beyond pattern and zone; {@link SlotRules#NONE} for a one-off task
 * @param after the tasks that it waits for; {@link After#NONE} for a recurring task
 */
public record NewTask(
        @Nullable String name,
        TaskType type,
        @Nullable String schedulePattern,
        String timeZone,
        String payload,
        int priority,
        @Nullable Instant runAt,
        @Nullable Integer maxConcurrentRuns,
        SlotRules rules,
        After after) {

    /** With nothing said about its slots but the pattern. */
    public NewTask(
            @Nullable String name,
            TaskType type,
            @Nullable String schedulePattern,
            String timeZone,
            String payload,
            int priority,
            @Nullable Instant runAt,
            @Nullable Integer maxConcurrentRuns) {
        this(
                name,
                type,
                schedulePattern,
                timeZone,
                payload,
                priority,
                runAt,
                maxConcurrentRuns,
                SlotRules.NONE,
                After.NONE);
    }

    /**
     * @throws dev.jobrunner.core.schedule.InvalidScheduleException if pattern or zone cannot be used
     * @throws InvalidTaskException if another value cannot
     */
    public NewTask {
        requireName(name);
        requireSchedule(schedulePattern, timeZone, rules);
        requireLimit(maxConcurrentRuns);
        requireAfter(schedulePattern, after);
        Payload.checked(payload);
    }

    static void requireSchedule(@Nullable String pattern, String timeZone, SlotRules rules) {
        if (pattern != null) {
            Timetable.parse(pattern, timeZone, rules).requireSense();
        } else if (!rules.equals(SlotRules.NONE)) {
            throw new InvalidTaskException(
                    "schedule_pattern",
                    "null",
                    "a cron pattern: starts_at, ends_at, jitter_seconds, catch_up and calendar are for recurring tasks");
        }
    }

    static void requireAfter(@Nullable String pattern, After after) {
        if (pattern != null && !after.isNone()) {
            throw new InvalidTaskException(
                    "after",
                    String.join(",", after.tasks()),
                    "nothing for a recurring task: only those that run once wait");
        }
    }

    static void requireName(@Nullable String name) {
        if (name != null
                && (name.isBlank() || name.length() > 200 || name.codePoints().anyMatch(NewTask::deceives))) {
            throw new InvalidTaskException("name", name, "1 to 200 characters, not blank and no control characters");
        }
    }

    /** What cannot be seen but changes what is: control characters, and those that turn the direction of what follows. */
    private static boolean deceives(int character) {
        return Character.isISOControl(character)
                || Character.getType(character) == Character.SURROGATE
                || (character >= 0x202a && character <= 0x202e)
                || (character >= 0x2066 && character <= 0x2069);
    }

    static void requireLimit(@Nullable Integer limit) {
        if (limit != null && limit < 0) {
            throw new InvalidTaskException("max_concurrent_runs", limit.toString(), "0 or more");
        }
    }
}
