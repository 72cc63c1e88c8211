package dev.jobrunner.core.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * What an explanation needs of a worker that has not stopped.
 *
 * @param live whether its heartbeat is recent
 * @param draining whether it claims no more: somebody wants it so, or it shuts down
 * @param asked whether somebody wants it so, and can take that back
 * @param handles whether it has a handler for the task
 * @param busy slots in use, by the locks that it holds
 */
record WorkerFacts(
        String id,
        boolean live,
        boolean draining,
        boolean asked,
        boolean handles,
        int slots,
        int busy,
        Set<String> types) {

    static final String SQL = """
            SELECT w.id, w.state = 'draining' AS draining,
                   w.drain_requested_at IS NOT NULL AS asked, w.slots, w.task_types,
                   w.heartbeat_at >= now() - CAST(:deadAfter AS interval) AS live,
                   %s AS handles,
                   (SELECT count(*)
                    FROM scheduled_tasks r
                    WHERE r.locked_at IS NOT NULL AND r.locked_by = w.id) AS busy
            FROM scheduled_task_workers w
            WHERE w.state <> 'stopped'
            ORDER BY w.id
            """.formatted(ClaimRules.handledBy("CAST(:type AS text)", "w.task_types"));

    static WorkerFacts of(ResultSet row, int number) throws SQLException {
        return new WorkerFacts(
                row.getString("id"),
                row.getBoolean("live"),
                row.getBoolean("draining"),
                row.getBoolean("asked"),
                row.getBoolean("handles"),
                row.getInt("slots"),
                row.getInt("busy"),
                Set.copyOf(List.of((String[]) row.getArray("task_types").getArray())));
    }

    boolean able() {
        return live && handles;
    }

    boolean idle() {
        return able() && !draining && free() > 0;
    }

    int free() {
        return slots - busy;
    }
}
