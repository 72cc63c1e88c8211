package dev.jobrunner.core.task;

import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.schedule.Timetable;
import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code scheduled_tasks} as people look at it.
 *
 * @param name unique; null when the task was inserted without one
 * @param schedulePattern cron; null for a one-off task
 * @param nextRunAt due from then on; null when it is not planned (yet)
 * @param lockedAt since when it is running; null when it is not
 * @param scheduleError why no next run can be computed; null when all is well
 * @param payload JSON, secrets included: whoever shows it hides them
 * @param nextPayload what the next run gets instead; null when nothing else
 * @param runId of the run that is going on; null when none is
 * @param scheduledFor the slot that is, or was last, worked for
 * @param attempt tries of that slot so far
 * @param cancelRequestedAt since when the run shall end; null when nobody wants that
 * @param rules what the schedule says beyond pattern and zone
 * @param after the tasks that have to succeed before it starts, also when they have; those that were deleted before are there by id
 * @param notBefore it waits for them, and is due at that time at the earliest; null when it does not wait
 * @param version of the definition: of name, type, schedule, payload, priority, limit and what it waits for; the same as long as they are
 * @param managed null when no file declares it
 */
public record Task(
        long id,
        @Nullable String name,
        String taskType,
        @Nullable String schedulePattern,
        String timeZone,
        @Nullable String status,
        @Nullable Instant nextRunAt,
        String lastStatus,
        @Nullable Instant lockedAt,
        @Nullable String lockedBy,
        int failCount,
        int maxConcurrentRuns,
        int priority,
        String payload,
        @Nullable String scheduleError,
        @Nullable String nextPayload,
        @Nullable Long runId,
        @Nullable Instant scheduledFor,
        int attempt,
        @Nullable Instant cancelRequestedAt,
        Instant createdAt,
        SlotRules rules,
        After after,
        @Nullable Instant notBefore,
        String version,
        @Nullable Managed managed) {

    static final String VERSION = """
            left(md5(CAST(jsonb_build_array(t.name, t.task_type, t.schedule_pattern, t.time_zone, t.payload, t.priority,
                                            t.max_concurrent_runs, extract(epoch FROM t.starts_at),
                                            extract(epoch FROM t.ends_at), t.jitter_seconds,
                                            t.catch_up, t.catch_up_limit, t.catch_up_window_seconds, t.after_failed,
                                            t.calendar, t.in_blackout,
                                            (SELECT jsonb_agg(d.upstream_id ORDER BY d.upstream_id)
                                             FROM scheduled_task_dependencies d
                                             WHERE d.task_id = t.id)) AS text)), 16)""";

    static final String COLUMNS = """
            t.id, t.name, t.task_type, t.schedule_pattern, t.time_zone, t.status, t.next_run_at, t.last_status, t.locked_at,
            t.locked_by, t.fail_count, t.max_concurrent_runs, t.priority, t.payload, t.schedule_error,
            t.next_payload, t.run_id, t.scheduled_for, t.attempt, t.cancel_requested_at, t.created_at, t.not_before,
            t.after_failed,
            -- By id where the name could be read as something else.
            ARRAY(SELECT CASE WHEN u.name ~ '^[0-9]+$|,|^\\s|\\s$' THEN CAST(d.upstream_id AS text)
                              ELSE coalesce(u.name, CAST(d.upstream_id AS text)) END
                  FROM scheduled_task_dependencies d
                  LEFT JOIN scheduled_tasks u ON u.id = d.upstream_id
                  WHERE d.task_id = t.id
                  ORDER BY d.upstream_id) AS after,
            """ + SlotRules.COLUMNS + ", " + VERSION + " AS version, " + Managed.COLUMN + "\n";

    /** For people: {@code task 12} with its name, if it has one. */
    public String label() {
        return "task " + id + (name == null ? "" : " (" + name + ")");
    }

    /**
     * Its slots.
     *
     * @throws dev.jobrunner.core.schedule.InvalidScheduleException if it has no schedule that can be used
     */
    public Timetable timetable() {
        return Timetable.parse(schedulePattern, timeZone, rules).of(id);
    }

    static Task of(ResultSet row, int number) throws SQLException {
        return new Task(
                row.getLong("id"),
                row.getString("name"),
                row.getString("task_type"),
                row.getString("schedule_pattern"),
                row.getString("time_zone"),
                row.getString("status"),
                Instants.nullable(row, "next_run_at"),
                row.getString("last_status"),
                Instants.nullable(row, "locked_at"),
                row.getString("locked_by"),
                row.getInt("fail_count"),
                row.getInt("max_concurrent_runs"),
                row.getInt("priority"),
                row.getString("payload"),
                row.getString("schedule_error"),
                row.getString("next_payload"),
                row.getObject("run_id", Long.class),
                Instants.nullable(row, "scheduled_for"),
                row.getInt("attempt"),
                Instants.nullable(row, "cancel_requested_at"),
                Instants.required(row, "created_at"),
                SlotRules.of(row),
                after(row),
                Instants.nullable(row, "not_before"),
                row.getString("version"),
                Managed.of(row.getString("managed")));
    }

    private static After after(ResultSet row) throws SQLException {
        return new After(
                List.of((String[]) row.getArray("after").getArray()),
                AfterFailed.of(row.getString("after_failed")).orElseThrow());
    }
}
