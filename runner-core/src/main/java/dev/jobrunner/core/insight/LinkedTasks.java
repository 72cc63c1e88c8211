package dev.jobrunner.core.insight;

import dev.jobrunner.core.insight.TaskGraph.Edge;
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

    /** Both ways, until there is no more or it is enough. */
    private static final String NEAR = """
            WITH RECURSIVE near (id) AS (
                %s
                UNION
                SELECT CASE WHEN d.task_id = n.id THEN d.upstream_id ELSE d.task_id END
                FROM near n
                JOIN scheduled_task_dependencies d ON d.task_id = n.id OR d.upstream_id = n.id
            )
            SELECT n.id
            FROM near n
            LIMIT :most
            """;

    private static final String AROUND = NEAR.formatted("SELECT CAST(:id AS bigint)");

    private static final String UNFINISHED = NEAR.formatted("""
            SELECT DISTINCT d.task_id
            FROM scheduled_task_dependencies d
            JOIN scheduled_tasks t ON t.id = d.task_id
            WHERE t.status IS DISTINCT FROM 'completed'""");

    private static final String TASKS = """
            SELECT i.id, coalesce(u.name, (SELECT min(d.upstream_name)
                                           FROM scheduled_task_dependencies d
                                           WHERE d.upstream_id = i.id)) AS name,
                   u.task_type, %s AS standing
            FROM unnest(CAST(:ids AS bigint[])) i (id)
            LEFT JOIN scheduled_tasks u ON u.id = i.id
            ORDER BY i.id
            """.formatted(LinkedTask.STANDING);

    private static final String EDGES = """
            SELECT d.upstream_id AS upstream, d.task_id AS downstream
            FROM scheduled_task_dependencies d
            WHERE d.task_id = ANY (CAST(:ids AS bigint[])) AND d.upstream_id = ANY (CAST(:ids AS bigint[]))
            ORDER BY d.task_id, d.upstream_id
            """;

    private final JdbcClient jdbc;

    public LinkedTasks(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** The tasks right before and right after one. */
    public Links of(long taskId) {
        return new Links(read(UPSTREAM, taskId), read(DOWNSTREAM, taskId));
    }

    /**
     * The task and all that is linked with it, over however many others, the nearest first.
     *
     * @param most at most so many tasks
     */
    public TaskGraph around(long taskId, int most) {
        return graph(jdbc.sql(AROUND).param("id", taskId), most);
    }

    /** All graphs in which some task that is after others has not come to its end. */
    public TaskGraph unfinished(int most) {
        return graph(jdbc.sql(UNFINISHED), most);
    }

    private TaskGraph graph(JdbcClient.StatementSpec ids, int most) {
        List<Long> found = ids.param("most", most + 1).query(Long.class).list();
        Long[] shown = found.stream().limit(most).toArray(Long[]::new);
        return new TaskGraph(
                jdbc.sql(TASKS).param("ids", shown).query(LinkedTask::of).list(),
                jdbc.sql(EDGES)
                        .param("ids", shown)
                        .query((row, number) -> new Edge(row.getLong("upstream"), row.getLong("downstream")))
                        .list(),
                found.size() <= most);
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
