package dev.jobrunner.core.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A task that others wait for, or that waits for others.
 *
 * @param name null when it has none
 * @param taskType null when it has been deleted
 * @param standing one word: {@code succeeded, running, waiting, planned, failed, paused, disabled, ended, deleted}
 */
public record LinkedTask(
        long id, @Nullable String name, @Nullable String taskType, String standing) {

    /** Of a task {@code u}, which may be NULL as a whole: then it is deleted. */
    static final String STANDING = """
            CASE
                WHEN u.id IS NULL THEN 'deleted'
                WHEN u.locked_at IS NOT NULL THEN 'running'
                WHEN u.status = 'completed' AND u.last_status = 'completed' THEN 'succeeded'
                WHEN u.status = 'completed' THEN 'ended'
                WHEN u.status IN ('disabled', 'paused') THEN u.status
                WHEN u.not_before IS NOT NULL THEN 'waiting'
                WHEN u.fail_count > 0 THEN 'failed'
                ELSE 'planned'
            END""";

    static LinkedTask of(ResultSet row, int number) throws SQLException {
        return new LinkedTask(
                row.getLong("id"), row.getString("name"), row.getString("task_type"), row.getString("standing"));
    }

    public boolean deleted() {
        return standing.equals("deleted");
    }

    /** For people: its name, or else its type and id. */
    public String title() {
        return name != null ? name : (taskType == null ? "task" : taskType) + " " + id;
    }
}
