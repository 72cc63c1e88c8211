package dev.jobrunner.benchmarks.loop;

/** The statements of the limit, for one set of tables each. */
enum JobTables {

    /** As few columns and indexes as claiming, fencing and a log need. */
    OWN("""
            SELECT j.id
            FROM job j
            WHERE j.status = 'active' AND j.locked_at IS NULL
              AND j.task_type = ?
              AND j.due_at <= now()
            ORDER BY j.due_at, j.id
            LIMIT ?
            FOR UPDATE SKIP LOCKED
            """, """
            UPDATE job j
            SET locked_at = now(), locked_by = ?
            FROM due
            WHERE j.id = due.id
            RETURNING j.id, j.task_type, j.due_at AS due, j.locked_at
            """, """
            WITH ended AS (
                UPDATE job j
                SET status = CASE WHEN j.every IS NULL THEN 'completed' ELSE j.status END,
                    due_at = CASE WHEN j.every IS NULL THEN j.due_at ELSE j.due_at + j.every END,
                    locked_at = NULL,
                    locked_by = NULL
                FROM unnest(?::bigint[], ?::timestamptz[], ?::timestamptz[]) AS e (id, due, locked_at)
                WHERE j.id = e.id AND j.locked_by = ?
                RETURNING j.id, j.task_type, e.due, e.locked_at
            )
            INSERT INTO job_log (job_id, task_type, status, due, started_at, finished_at, locked_by)
            SELECT id, task_type, 'completed', due, locked_at, clock_timestamp(), ?
            FROM ended
            """),

    /** The product's tables, with their indexes and triggers; the statements are still as short as they can be. */
    PRODUCT("""
            SELECT j.id
            FROM scheduled_tasks j
            WHERE j.status = 'active' AND j.locked_at IS NULL AND j.next_run_at IS NOT NULL
              AND j.task_type = ? AND j.max_concurrent_runs = 10000 AND j.priority = 0
              AND j.next_run_at <= now()
            ORDER BY j.next_run_at, j.id
            LIMIT ?
            FOR UPDATE SKIP LOCKED
            """, """
            UPDATE scheduled_tasks j
            SET last_status = 'running',
                locked_at = now(),
                locked_by = ?,
                lock_token = gen_random_uuid(),
                run_id = nextval('scheduled_task_run_ids'),
                attempt = 1,
                scheduled_for = j.next_run_at
            FROM due
            WHERE j.id = due.id
            RETURNING j.id, j.task_type, j.next_run_at AS due, j.locked_at
            """, """
            WITH held AS MATERIALIZED (
                SELECT t.id, t.task_type, t.run_id, e.due, e.locked_at
                FROM unnest(?::bigint[], ?::timestamptz[], ?::timestamptz[]) AS e (id, due, locked_at)
                JOIN scheduled_tasks t ON t.id = e.id AND t.locked_by = ?
                FOR UPDATE OF t
            ),
            ended AS (
                UPDATE scheduled_tasks j
                SET status = 'completed',
                    last_status = 'completed',
                    next_run_at = NULL,
                    attempt = 0,
                    locked_at = NULL,
                    locked_by = NULL,
                    lock_token = NULL,
                    run_id = NULL
                FROM held h
                WHERE j.id = h.id
            )
            INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, status, executed_at, started_at, finished_at,
                                             scheduled_for, attempt, locked_by)
            SELECT run_id, id, task_type, 'completed', locked_at, locked_at, clock_timestamp(), due, 1, ?
            FROM held
            """);

    private final String due;
    private final String lock;
    private final String settle;

    JobTables(String due, String lock, String settle) {
        this.due = due;
        this.lock = lock;
        this.settle = settle;
    }

    /** Of one type without a limit. Parameters: type, slots, worker. */
    String claim() {
        return "WITH due AS MATERIALIZED (\n" + due + ")\n" + lock;
    }

    /** Parameters: ids, times due, times locked, worker, worker. */
    String settle() {
        return settle;
    }

    /**
     * Claims under limits: the types are locked first, what runs is counted in a younger snapshot. One round trip and one
     * transaction. Parameters: types, limits, slots; types, limits, slots, worker. Only for the limit's own tables.
     */
    static String claimWithinLimits() {
        return """
                SELECT set_config('benchmark.types', coalesce(array_agg(l.task_type)::text, '{}'), true)
                FROM (SELECT t.task_type
                      FROM unnest(?::text[], ?::integer[]) AS t (task_type, allowed)
                      WHERE EXISTS (SELECT FROM job j
                                    WHERE j.status = 'active' AND j.locked_at IS NULL
                                      AND j.task_type = t.task_type AND j.due_at <= now())
                        AND t.allowed > (SELECT count(*) FROM job r
                                         WHERE r.task_type = t.task_type AND r.locked_at IS NOT NULL)
                        AND pg_try_advisory_xact_lock(hashtext(t.task_type))
                      LIMIT ?) AS l;
                WITH free AS MATERIALIZED (
                    SELECT t.task_type,
                           t.allowed - (SELECT count(*) FROM job r
                                        WHERE r.task_type = t.task_type AND r.locked_at IS NOT NULL) AS slots
                    FROM unnest(?::text[], ?::integer[]) AS t (task_type, allowed)
                    WHERE t.task_type = ANY (nullif(current_setting('benchmark.types', true), '')::text[])
                ),
                due AS MATERIALIZED (
                    SELECT c.id
                    FROM free f
                    CROSS JOIN LATERAL (
                        SELECT j.id
                        FROM job j
                        WHERE j.status = 'active' AND j.locked_at IS NULL
                          AND j.task_type = f.task_type AND j.due_at <= now()
                        ORDER BY j.due_at, j.id
                        LIMIT greatest(f.slots, 0)
                        FOR UPDATE SKIP LOCKED) c
                    LIMIT ?
                )
                """ + OWN.lock;
    }
}
