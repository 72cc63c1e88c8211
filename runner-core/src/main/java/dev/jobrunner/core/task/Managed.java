package dev.jobrunner.core.task;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * That a file declares the task.
 *
 * @param set name of the file's set
 * @param differs fields, by their column, that are not as the file had them when it was applied last
 */
public record Managed(String set, List<String> differs) {

    /**
     * The fields of a row {@code t} that a file may declare, as an object that does not depend on the session: times in UTC,
     * the payload as its digest, so that no secret is kept twice.
     */
    public static final String FIELDS = """
            jsonb_build_object('name', t.name, 'task_type', t.task_type, 'schedule_pattern', t.schedule_pattern,
                               'time_zone', t.time_zone, 'starts_at', t.starts_at AT TIME ZONE 'UTC',
                               'ends_at', t.ends_at AT TIME ZONE 'UTC', 'jitter_seconds', t.jitter_seconds,
                               'catch_up', t.catch_up, 'catch_up_limit', t.catch_up_limit,
                               'catch_up_window_seconds', t.catch_up_window_seconds, 'calendar', t.calendar,
                               'in_blackout', t.in_blackout,
                               'payload', md5(CAST(t.payload AS text)), 'priority', t.priority,
                               'max_concurrent_runs', t.max_concurrent_runs,
                               'next_run_at', t.next_run_at AT TIME ZONE 'UTC', 'status', t.status)""";

    /** Of a row {@code t}; {@link #of} reads it. */
    static final String COLUMN = """
            (SELECT jsonb_build_object('set', m.task_set, 'differs', (
                 SELECT coalesce(jsonb_agg(f.key ORDER BY f.key), '[]')
                 FROM jsonb_each(m.applied) a
                 JOIN jsonb_each(""" + FIELDS + """
            ) f ON f.key = a.key
                 WHERE f.value IS DISTINCT FROM a.value
                   AND CASE f.key
                           -- Failures disable and ends complete: nobody has changed anything.
                           WHEN 'status' THEN NOT m.pruned AND coalesce(t.status, '') NOT IN ('disabled', 'completed')
                           -- From the first claim on its time is moved by retries.
                           WHEN 'next_run_at' THEN t.schedule_pattern IS NULL AND t.scheduled_for IS NULL
                                                   AND coalesce(t.status, '') <> 'completed'
                           ELSE true
                       END))
             FROM scheduled_task_set_members m
             WHERE m.task_id = t.id) AS managed""";

    private static final JsonMapper JSON = new JsonMapper();

    public Managed {
        differs = List.copyOf(differs);
    }

    /** @param json of {@link #COLUMN}; null for a task that no file declares */
    static @Nullable Managed of(@Nullable String json) {
        if (json == null) {
            return null;
        }
        JsonNode managed = JSON.readTree(json);
        return new Managed(
                managed.path("set").asString(),
                managed.path("differs").valueStream().map(JsonNode::asString).toList());
    }
}
