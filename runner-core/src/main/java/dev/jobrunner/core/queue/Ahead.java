package dev.jobrunner.core.queue;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The due tasks that go before another one.
 *
 * @param highest the highest priority among them; 0 where there is none
 * @param above by how much that is higher than the other one's own; below 0 where it is lower
 */
record Ahead(long tasks, int highest, long above) {

    /** Parameter: id. */
    static String sql(ClaimOrder order) {
        return """
                SELECT count(*) AS tasks, max(t.priority) AS highest, max(CAST(t.priority AS bigint) - own.priority) AS above
                FROM scheduled_tasks t
                JOIN scheduled_tasks own ON own.id = :id AND t.id <> own.id
                WHERE %s
                  AND %s
                  AND %s
                  AND (%s, t.next_run_at, t.id) < (%s, own.next_run_at, own.id)
                """.formatted(
                        ClaimRules.IN_QUEUE, ClaimRules.DUE, ClaimRules.NOT_HELD, order.rank("t"), order.rank("own"));
    }

    static Ahead of(ResultSet row, int number) throws SQLException {
        return new Ahead(row.getLong("tasks"), row.getInt("highest"), row.getLong("above"));
    }
}
