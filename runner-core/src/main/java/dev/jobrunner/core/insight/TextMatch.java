package dev.jobrunner.core.insight;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tasks and the types whose name contains a text, in any case: read first, so that the search for runs goes by ids and
 * types, which are indexed. Types of deleted tasks are known from the ledger; names of deleted tasks are not searched.
 *
 * @param taskIds of tasks that the types do not cover already
 */
record TextMatch(String text, List<String> types, List<Long> taskIds) {

    /** The ledger's distinct types, one step of the index each. */
    private static final String TYPES = """
            WITH RECURSIVE known (task_type) AS (
                (SELECT l.task_type FROM scheduled_task_logs l WHERE l.task_type IS NOT NULL ORDER BY l.task_type LIMIT 1)
                UNION ALL
                SELECT (SELECT l.task_type FROM scheduled_task_logs l
                        WHERE l.task_type > k.task_type
                        ORDER BY l.task_type
                        LIMIT 1)
                FROM known k
                WHERE k.task_type IS NOT NULL
            )
            SELECT k.task_type FROM known k WHERE position(lower(:text) IN lower(k.task_type)) > 0
            UNION
            SELECT t.task_type FROM scheduled_tasks t WHERE position(lower(:text) IN lower(t.task_type)) > 0
            """;

    private static final String TASKS = """
            SELECT t.id
            FROM scheduled_tasks t
            WHERE position(lower(:text) IN lower(t.name)) > 0
              AND position(lower(:text) IN lower(t.task_type)) = 0
            ORDER BY t.id
            """;

    static TextMatch find(JdbcClient jdbc, String text) {
        return new TextMatch(
                text,
                jdbc.sql(TYPES).param("text", text).query(String.class).list(),
                jdbc.sql(TASKS).param("text", text).query(Long.class).list());
    }
}
