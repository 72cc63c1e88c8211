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
 * @param nextRunAt when it runs again; null when it does not, or when the scheduler computes it at its next tick
 */
public record Settled(
        long taskId,
        String taskType,
        long runId,
        String status,
        int failCount,
        @Nullable Instant nextRunAt) {

    static Settled of(ResultSet row, int number) throws SQLException {
        return new Settled(
                row.getLong("id"),
                row.getString("task_type"),
                row.getLong("run_id"),
                row.getString("status"),
                row.getInt("fail_count"),
                Instants.nullable(row, "next_run_at"));
    }

    public boolean disabled() {
        return status.equals("disabled");
    }
}
