package dev.jobrunner.core.insight;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads which tasks run after which, and how they stand. */
public final class LinkedTasks {

    private static final int MOST = 50;

    private static final String UPSTREAM = """
            SELECT d.upstream_id AS id, coalesce(d.upstream_name, u.name) AS name, u.task_type, %s AS standing
            FROM scheduled_task_dependencies d
            LEFT JOIN scheduled_tasks u ON u.id = d.upstream_id
            WHERE d.task_id = :id
            -- Those first that will not succeed, as in an explanation.
            ORDER BY scheduled_task_upstream_state(u.id, u.status, u.last_status) IN ('succeeded', 'pending'), d.upstream_id
            LIMIT :most
            """.formatted(LinkedTask.STANDING);

    private static final String DOWNSTREAM = """
            SELECT u.id, u.name, u.task_type, %s AS standing
            FROM scheduled_task_dependencies d
            JOIN scheduled_tasks u ON u.id = d.task_id
            WHERE d.upstream_id = :id
            ORDER BY u.id
            LIMIT :most
            """.formatted(LinkedTask.STANDING);

    private final JdbcClient jdbc;

    public LinkedTasks(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** The tasks right before and right after one. */
    public Links of(long taskId) {
        return new Links(read(UPSTREAM, taskId), read(DOWNSTREAM, taskId));
    }

    private List<LinkedTask> read(String sql, long taskId) {
        return jdbc.sql(sql)
                .param("id", taskId)
                .param("most", MOST)
                .query(LinkedTask::of)
                .list();
    }

    /**
     * The first 50 of each.
     *
     * @param upstream those that it waits for, or has waited for
     * @param downstream those that wait for it, or have
     */
    public record Links(List<LinkedTask> upstream, List<LinkedTask> downstream) {

        public Links {
            upstream = List.copyOf(upstream);
            downstream = List.copyOf(downstream);
        }

        public boolean isEmpty() {
            return upstream.isEmpty() && downstream.isEmpty();
        }

        /** Whether there are probably more than these. */
        public boolean more() {
            return upstream.size() == MOST || downstream.size() == MOST;
        }
    }
}
