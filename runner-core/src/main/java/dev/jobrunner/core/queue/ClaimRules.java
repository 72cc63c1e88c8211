package dev.jobrunner.core.queue;

/**
 * Which tasks a claim takes, as pieces of SQL. {@link ClaimStatement} claims by them and {@link TaskExplainer} explains by
 * them, so that an explanation cannot say anything else than what happens. Predicates are about a row {@code t} of
 * {@code scheduled_tasks}; {@code r} is another one that may be in its way.
 */
final class ClaimRules {

    static final String ACTIVE = "t.status = 'active'";
    static final String UNLOCKED = "t.locked_at IS NULL";
    static final String PLANNED = "t.next_run_at IS NOT NULL";

    /** The predicate of the index {@code scheduled_tasks_claim}, word for word. */
    static final String IN_QUEUE = ACTIVE + " AND " + UNLOCKED + " AND " + PLANNED;

    static final String DUE = "t.next_run_at <= now()";
    static final String NOT_HELD = "(t.hold_until IS NULL OR t.hold_until <= now())";

    /** {@code r} counts against the limit of its type: it runs, or the worker that lost it is still stopping it. */
    static final String COUNTS = "(r.locked_at IS NOT NULL OR r.hold_until > now())";

    /** The task has a handler in the array that stands at this place. */
    static String handledBy(String type, String types) {
        return "scheduled_task_environment_name(" + type + ") = ANY (" + types + ")";
    }

    /**
     * The groups of claimable tasks (type, limit, priority), each with its oldest time, found by jumping through the
     * claim index: a group of 100,000 rows costs as much as a group of one.
     */
    static final String GROUPS = """
            WITH RECURSIVE grp (task_type, max_concurrent_runs, priority, next_run_at) AS (
                (SELECT t.task_type, t.max_concurrent_runs, t.priority, t.next_run_at
                 FROM scheduled_tasks t
                 WHERE\s""" + IN_QUEUE + """

                 ORDER BY t.task_type, t.max_concurrent_runs, t.priority, t.next_run_at
                 LIMIT 1)
                UNION ALL
                SELECT n.task_type, n.max_concurrent_runs, n.priority, n.next_run_at
                FROM grp g
                CROSS JOIN LATERAL (
                    SELECT t.task_type, t.max_concurrent_runs, t.priority, t.next_run_at
                    FROM scheduled_tasks t
                    WHERE\s""" + IN_QUEUE + """

                      AND (t.task_type, t.max_concurrent_runs, t.priority)
                          > (g.task_type, g.max_concurrent_runs, g.priority)
                    ORDER BY t.task_type, t.max_concurrent_runs, t.priority, t.next_run_at
                    LIMIT 1) n
            ),
            """;

    /**
     * Types worth claiming, each with its free places: due, handled here, and by this (possibly stale) count not full. Parameter:
     * types in environment form.
     */
    static final String WANTED = """
            wanted AS MATERIALIZED (
                SELECT g.task_type, max(g.priority) AS priority, min(g.next_run_at) AS next_run_at,
                       max(g.max_concurrent_runs - c.running) AS places
                FROM grp g
                CROSS JOIN LATERAL (
                    SELECT count(*) AS running
                    FROM scheduled_tasks r
                    WHERE r.task_type = g.task_type
                      AND\s""" + COUNTS + """
            ) c
                WHERE g.next_run_at <= now()
                  AND\s""" + handledBy("g.task_type", "?") + """

                  AND g.max_concurrent_runs > c.running
                GROUP BY g.task_type
                ORDER BY max(g.priority) DESC, min(g.next_run_at)
            )
            """;

    /** How many tasks of each type in {@code l} run. Follows the types in parentheses; leads to the candidates. */
    static final String RUNNING = """
            types AS MATERIALIZED (
                SELECT l.task_type, count(r.id) AS running
                FROM l
                LEFT JOIN scheduled_tasks r
                       ON r.task_type = l.task_type
                      AND\s""" + COUNTS + """

                GROUP BY l.task_type
            ),
            """;

    /** Of each group as many as its limit lets start. Parameter: slots. */
    private static final String CANDIDATES = """
            candidate AS MATERIALIZED (
                SELECT c.id, g.task_type, g.priority, c.next_run_at, c.again, g.max_concurrent_runs, y.running
                FROM types y
                JOIN grp g ON g.task_type = y.task_type
                          AND g.max_concurrent_runs > y.running
                          AND g.next_run_at <= now()
                CROSS JOIN LATERAL (
                    SELECT t.id, t.next_run_at,
                           t.attempt > 0 AND t.scheduled_for IS NOT NULL AS again
                    FROM scheduled_tasks t
                    WHERE\s""" + IN_QUEUE + """

                      AND t.task_type = g.task_type
                      AND t.max_concurrent_runs = g.max_concurrent_runs
                      AND t.priority = g.priority
                      AND\s""" + DUE + """

                      AND\s""" + NOT_HELD + """

                    ORDER BY t.next_run_at, t.id
                    LIMIT least(?, g.max_concurrent_runs - y.running)
                    %s) c
            ),
            """;

    /** Those that start. Parameter: slots. */
    static final String CHOSEN = """
            -- A task starts only while fewer than its own limit run: those that start before it in this claim count too.
            chosen AS MATERIALIZED (
                SELECT f.id, f.again
                FROM (SELECT c.*,
                             row_number() OVER (PARTITION BY c.task_type
                                                ORDER BY c.priority DESC, c.next_run_at, c.id) AS place
                      FROM candidate c) f
                WHERE f.running + f.place <= f.max_concurrent_runs
                ORDER BY f.priority DESC, f.next_run_at, f.id
                LIMIT ?
            )
            """;

    /** For claiming: rows that another claim holds are passed over. */
    static final String CANDIDATES_TO_CLAIM = CANDIDATES.formatted("FOR UPDATE SKIP LOCKED");

    /** For explaining: nothing is locked. */
    static final String CANDIDATES_TO_SHOW = CANDIDATES.formatted("");

    private ClaimRules() {}
}
