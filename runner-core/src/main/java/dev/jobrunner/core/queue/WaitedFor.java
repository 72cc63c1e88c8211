package dev.jobrunner.core.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A task that has to succeed before another one starts, and has not yet.
 *
 * @param state what {@code scheduled_task_upstream_state} says of it
 * @param running whether it runs just now
 * @param paused whether it does not run as long as nobody resumes it
 * @param waiting whether it waits for others itself
 */
record WaitedFor(long taskId, @Nullable String name, String state, boolean running, boolean paused, boolean waiting) {

    static final String SQL = """
            SELECT d.upstream_id AS id, coalesce(d.upstream_name, u.name) AS name, x.state, u.locked_at IS NOT NULL AS running,
                   u.status = 'paused' AS paused, u.not_before IS NOT NULL AS waiting
            FROM scheduled_task_dependencies d
            LEFT JOIN scheduled_tasks u ON u.id = d.upstream_id
            CROSS JOIN LATERAL (SELECT scheduled_task_upstream_state(u.id, u.status, u.last_status) AS state) x
            WHERE d.task_id = :id AND x.state <> 'succeeded'
            -- Those first that somebody has to do something about.
            ORDER BY x.state = 'pending', d.upstream_id
            """;

    static WaitedFor of(ResultSet row, int number) throws SQLException {
        return new WaitedFor(
                row.getLong("id"),
                row.getString("name"),
                row.getString("state"),
                row.getBoolean("running"),
                row.getBoolean("paused"),
                row.getBoolean("waiting"));
    }

    /** Whether it will not succeed unless somebody does something. */
    boolean failed() {
        return !state.equals("pending");
    }

    boolean disabled() {
        return state.equals("disabled");
    }

    Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("task_id", taskId);
        facts.put("name", name);
        facts.put("state", state.equals("pending") && running ? "running" : state);
        return facts;
    }

    private String words() {
        return switch (state) {
            case "deleted" -> "was deleted";
            case "disabled" -> "is disabled after failures";
            case "ended" -> "ended without having succeeded";
            default ->
                running ? "is running" : paused ? "is paused" : waiting ? "waits for others itself" : "has not run yet";
        };
    }

    static String list(List<WaitedFor> all) {
        return all.stream()
                .map(each -> "task " + each.taskId + (each.name == null ? "" : " (" + each.name + ")") + ", which "
                        + each.words())
                .collect(Collectors.joining("; "));
    }
}
