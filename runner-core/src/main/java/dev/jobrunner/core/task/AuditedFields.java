package dev.jobrunner.core.task;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The pieces of SQL that enter a change of tasks in the statement that makes it. Payloads are not among the fields, since
 * they may hold secrets: whoever changes one adds it, hidden.
 */
final class AuditedFields {

    private static final List<String> FIELDS = List.of(
            "name",
            "task_type",
            "schedule_pattern",
            "time_zone",
            "starts_at",
            "ends_at",
            "jitter_seconds",
            "catch_up",
            "catch_up_limit",
            "catch_up_window_seconds",
            "calendar",
            "in_blackout",
            "status",
            "priority",
            "max_concurrent_runs",
            "next_run_at",
            "not_before",
            "after_failed",
            "last_status",
            "fail_count",
            "loss_count",
            "locked_at",
            "locked_by",
            "cancel_requested_at",
            "schedule_error");

    /**
     * Follows a CTE {@code changed} with {@code id, name, was, becomes}; either of the last two may be NULL as a whole. Named
     * parameters {@code actor, face, action, wasMore, becomesMore}: the last two are objects by task id (or under
     * {@code "*"}) with further fields.
     */
    static final String ENTERED = """
            , entered AS (
                INSERT INTO scheduled_task_audit (actor, face, action, subject_kind, subject_id, subject_name, before, after)
                SELECT :actor, :face, :action, 'task', CAST(c.id AS text), c.name,
                       CASE WHEN c.was IS NOT NULL THEN d.before || coalesce(m.was -> CAST(c.id AS text), m.was -> '*', '{}') END,
                       CASE WHEN c.becomes IS NOT NULL THEN d.after || coalesce(m.becomes -> CAST(c.id AS text), m.becomes -> '*', '{}') END
                FROM changed c
                CROSS JOIN (SELECT CAST(:wasMore AS jsonb) AS was, CAST(:becomesMore AS jsonb) AS becomes) m
                CROSS JOIN LATERAL (
                    -- Only what differs; all of it where there is nothing to compare with.
                    SELECT coalesce(jsonb_object_agg(key, b.value), '{}') AS before,
                           coalesce(jsonb_object_agg(key, a.value), '{}') AS after
                    FROM jsonb_each(coalesce(c.was, c.becomes)) b (key, value)
                    JOIN jsonb_each(coalesce(c.becomes, c.was)) a (key, value) USING (key)
                    WHERE c.was IS NULL OR c.becomes IS NULL OR a.value IS DISTINCT FROM b.value) d
                ORDER BY c.id
            )
            """;

    /** No further fields. */
    static final String NOTHING_MORE = "{}";

    private AuditedFields() {}

    /** A row's fields as an object. */
    static String of(String alias) {
        return FIELDS.stream()
                .map(field -> "'" + field + "', " + alias + "." + field)
                .collect(Collectors.joining(", ", "jsonb_build_object(", ")"));
    }
}
