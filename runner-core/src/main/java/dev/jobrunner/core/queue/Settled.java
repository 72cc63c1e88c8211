package dev.jobrunner.core.queue;

import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The task after its run has been ended.
 *
 * @param status of the task, {@code disabled} when this failure was one too many
 * @param failCount failures in a row
 * @param name of the task; null if it has none
 * @param nextRunAt when it runs again; null when it does not, or when the scheduler computes it at its next tick
 * @param reason what the ledger says of the end; null when the run was completed
 * @param linked whether other tasks may wait for this one
 */
public record Settled(
        long taskId,
        @Nullable String name,
        String taskType,
        long runId,
        String status,
        int failCount,
        @Nullable Instant nextRunAt,
        @Nullable String reason,
        boolean linked) {

    static Settled of(ResultSet row, int number) throws SQLException {
        return new Settled(
                row.getLong("id"),
                row.getString("name"),
                row.getString("task_type"),
                row.getLong("run_id"),
                row.getString("status"),
                row.getInt("fail_count"),
                Instants.nullable(row, "next_run_at"),
                row.getString("error_message"),
                row.getBoolean("linked"));
    }

    /** For log lines: {@code report_generation #12 (daily report)}. */
    public String label() {
        return taskType + " #" + taskId + (name == null ? "" : " (" + name + ")");
    }

    /** Whether it does not run again by itself. */
    boolean isOver() {
        return disabled() || status.equals("completed");
    }

    public boolean disabled() {
        return status.equals("disabled");
    }
}
