package dev.jobrunner.core.insight;

import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run in a list: one that is going on, or a row of the ledger. Rows of an old system may lack all but id, task, and
 * {@code executedAt}.
 *
 * @param status {@code running}, or the ledger's word
 * @param attempt 1 for the first try of the slot
 * @param scheduledFor the slot that it works for
 * @param executedAt when it was claimed
 * @param finishedAt null while it is going on
 * @param lockedBy the worker
 * @param missedSlots slots after {@code scheduledFor} that it stands for as well
 * @param errorMessage its first {@value #ERROR_CHARACTERS} characters
 */
public record RunRow(
        long id,
        long scheduledTaskId,
        @Nullable String taskType,
        @Nullable String taskName,
        @Nullable String status,
        @Nullable Integer attempt,
        @Nullable Instant scheduledFor,
        Instant executedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String lockedBy,
        int missedSlots,
        @Nullable String errorMessage) {

    static final int ERROR_CHARACTERS = 1000;

    static final String ENDED = """
            l.id, l.scheduled_task_id, l.task_type, l.task_name, l.status, l.attempt, l.scheduled_for, l.executed_at,
            l.started_at, l.finished_at, l.locked_by, l.missed_slots, left(l.error_message, 1000) AS error_message
            """;

    /** The claim's time is the run's beginning, as the ledger enters it. */
    static final String LIVE = """
            t.run_id AS id, t.id AS scheduled_task_id, t.task_type, t.name AS task_name, 'running' AS status, t.attempt,
            t.scheduled_for, t.locked_at AS executed_at, t.locked_at AS started_at,
            CAST(NULL AS timestamptz) AS finished_at, t.locked_by, 0 AS missed_slots, CAST(NULL AS text) AS error_message
            """;

    static RunRow of(ResultSet row, int number) throws SQLException {
        int attempt = row.getInt("attempt");
        boolean noAttempt = row.wasNull();
        return new RunRow(
                row.getLong("id"),
                row.getLong("scheduled_task_id"),
                row.getString("task_type"),
                row.getString("task_name"),
                row.getString("status"),
                noAttempt ? null : attempt,
                Instants.nullable(row, "scheduled_for"),
                Instants.required(row, "executed_at"),
                Instants.nullable(row, "started_at"),
                Instants.nullable(row, "finished_at"),
                row.getString("locked_by"),
                row.getInt("missed_slots"),
                row.getString("error_message"));
    }

    public RunPosition position() {
        return new RunPosition(executedAt, id);
    }

    RunRow withError(@Nullable String whole) {
        return new RunRow(
                id,
                scheduledTaskId,
                taskType,
                taskName,
                status,
                attempt,
                scheduledFor,
                executedAt,
                startedAt,
                finishedAt,
                lockedBy,
                missedSlots,
                whole);
    }

    boolean isLive() {
        return finishedAt == null;
    }
}
