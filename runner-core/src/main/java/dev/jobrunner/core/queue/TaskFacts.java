package dev.jobrunner.core.queue;

import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.schedule.Timetable;
import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an explanation needs of a task: its fields, and what the claim's own predicates say of it.
 *
 * @param othersRunning how many other tasks count against its limit
 */
record TaskFacts(
        long id,
        @Nullable String name,
        String taskType,
        Fields fields,
        Verdicts says,
        long othersRunning,
        Instant at,
        Duration lockTimeout) {

    /**
     * The columns by name.
     *
     * @param over whether it recurs and no slot is left before its end
     * @param skipped why the slot that is due will not run any more; null when it will
     * @param notBefore set while it waits for other tasks: what its next run time will be at the earliest
     * @param afterFailed what becomes of it when one of them will not succeed
     * @param blackout in which slots before its next run lie; null without one
     * @param nextSlot the slot that it waits for, where its jitter makes its run due later; else null
     */
    record Fields(
            @Nullable String status,
            boolean oneOff,
            boolean over,
            @Nullable Instant endsAt,
            @Nullable Instant notBefore,
            String afterFailed,
            @Nullable Instant nextSlot,
            @Nullable String skipped,
            @Nullable String blackout,
            @Nullable String scheduleError,
            @Nullable Instant nextRunAt,
            int failCount,
            boolean retrying,
            @Nullable Instant lockedAt,
            @Nullable String lockedBy,
            @Nullable Long runId,
            boolean cancelling,
            @Nullable Instant holdUntil,
            @Nullable Long holdRunId,
            int limit) {}

    /** The predicates of {@link ClaimRules}. */
    record Verdicts(
            boolean active, boolean planned, boolean due, boolean unlocked, boolean notHeld, boolean belowLimit) {}

    static final String SQL = """
            SELECT t.id, t.name, t.task_type, t.status, t.schedule_pattern, t.time_zone, t.schedule_error, t.next_run_at,
                   t.fail_count, t.attempt > 0 AS retrying, t.locked_at, t.locked_by, t.run_id,
                   t.cancel_requested_at IS NOT NULL AS cancelling,
                   t.hold_until, t.hold_run_id, t.not_before, t.after_failed, t.max_concurrent_runs, now() AS at, %s,
                   CASE WHEN t.next_run_at BETWEEN t.next_slot AND t.next_slot + t.jitter_seconds * interval '1 second'
                        THEN t.next_slot END AS next_slot,
                   coalesce(%s, false) AS is_active,
                   %s AS is_planned,
                   coalesce(%s, false) AS is_due,
                   %s AS is_unlocked,
                   %s AS is_not_held,
                   -- A task is not in its own way: where it would be, it is locked or held, which the gates before say.
                   t.max_concurrent_runs > o.running OR t.max_concurrent_runs >= %d AS is_below_limit,
                   o.running AS others_running
            FROM scheduled_tasks t
            CROSS JOIN LATERAL (SELECT count(*) AS running
                                FROM scheduled_tasks r
                                WHERE r.task_type = t.task_type AND r.id <> t.id
                                  AND %s) o
            WHERE t.id = :id
            """.formatted(
                    SlotRules.COLUMNS,
                    ClaimRules.ACTIVE,
                    ClaimRules.PLANNED,
                    ClaimRules.DUE,
                    ClaimRules.UNLOCKED,
                    ClaimRules.NOT_HELD,
                    ClaimRules.UNLIMITED,
                    ClaimRules.COUNTS);

    static TaskFacts of(ResultSet row, Duration lockTimeout) throws SQLException {
        return new TaskFacts(
                row.getLong("id"),
                row.getString("name"),
                row.getString("task_type"),
                new Fields(
                        row.getString("status"),
                        row.getString("schedule_pattern") == null,
                        isOver(row),
                        Instants.nullable(row, "ends_at"),
                        Instants.nullable(row, "not_before"),
                        row.getString("after_failed"),
                        Instants.nullable(row, "next_slot"),
                        skipped(row),
                        blackout(row),
                        row.getString("schedule_error"),
                        Instants.nullable(row, "next_run_at"),
                        row.getInt("fail_count"),
                        row.getBoolean("retrying"),
                        Instants.nullable(row, "locked_at"),
                        row.getString("locked_by"),
                        row.getObject("run_id", Long.class),
                        row.getBoolean("cancelling"),
                        Instants.nullable(row, "hold_until"),
                        row.getObject("hold_run_id", Long.class),
                        row.getInt("max_concurrent_runs")),
                new Verdicts(
                        row.getBoolean("is_active"),
                        row.getBoolean("is_planned"),
                        row.getBoolean("is_due"),
                        row.getBoolean("is_unlocked"),
                        row.getBoolean("is_not_held"),
                        row.getBoolean("is_below_limit")),
                row.getLong("others_running"),
                Instants.required(row, "at"),
                lockTimeout);
    }

    private static boolean isOver(ResultSet row) throws SQLException {
        String pattern = row.getString("schedule_pattern");
        if (pattern == null || row.getObject("ends_at") == null) {
            return false;
        }
        try {
            return Timetable.parse(pattern, row.getString("time_zone"), SlotRules.of(row))
                    .nextAfter(Instants.required(row, "at"))
                    .isEmpty();
        } catch (InvalidScheduleException e) {
            return false; // schedule_error tells of it
        }
    }

    private static @Nullable String skipped(ResultSet row) throws SQLException {
        String pattern = row.getString("schedule_pattern");
        Instant next = Instants.nullable(row, "next_run_at");
        if (pattern == null || next == null || row.getBoolean("retrying")) {
            return null;
        }
        try {
            return Timetable.parse(pattern, row.getString("time_zone"), SlotRules.of(row))
                    .of(row.getLong("id"))
                    .whySkipped(
                            Objects.requireNonNullElse(Instants.nullable(row, "next_slot"), next),
                            Instants.required(row, "at"))
                    .orElse(null);
        } catch (InvalidScheduleException e) {
            return null; // schedule_error tells of it
        }
    }

    private static @Nullable String blackout(ResultSet row) throws SQLException {
        String pattern = row.getString("schedule_pattern");
        Instant next = Instants.nullable(row, "next_run_at");
        Instant at = Instants.required(row, "at");
        String calendar = row.getString("calendar");
        if (pattern == null || next == null || calendar == null || !next.isAfter(at)) {
            return null;
        }
        try {
            return Timetable.parse(pattern, row.getString("time_zone"), SlotRules.of(row))
                    .blackoutBetween(at, next)
                    .map(span -> TaskGates.blackout(calendar, span))
                    .orElse(null);
        } catch (InvalidScheduleException e) {
            return null; // schedule_error tells of it
        }
    }
}
