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

    /**
     * So many at once is no limit: nothing is counted or locked for a task that asks for it, since no fleet has so many slots. One of the
     * same type with a real limit still counts it.
     */
    static final int UNLIMITED = 10_000;

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
     * Types worth claiming, the one of the lowest rank first: due, handled here, and not full. {@code places} are those that the limits of its tasks leave by this (possibly
     * stale) count, 0 where none of them has one; {@code unlimited} tells whether tasks without a limit are due. Parameter: types in
     * environment form.
     */
    static String wanted(ClaimOrder order) {
        return """
            wanted AS MATERIALIZED (
                SELECT g.task_type,
                       coalesce(max(g.max_concurrent_runs - c.running) FILTER (WHERE g.limited), 0) AS places,
                       NOT bool_and(g.limited) AS unlimited
                FROM (SELECT grp.*, grp.max_concurrent_runs < %1$d AS limited, %4$s AS rank FROM grp) g
                CROSS JOIN LATERAL (
                    SELECT count(*) AS running
                    FROM scheduled_tasks r
                    WHERE g.limited
                      AND r.task_type = g.task_type
                      AND %2$s) c
                WHERE g.next_run_at <= now()
                  AND %3$s
                  AND (NOT g.limited OR g.max_concurrent_runs > c.running)
                GROUP BY g.task_type
                ORDER BY min(g.rank), min(g.next_run_at)
            )
            """.formatted(UNLIMITED, COUNTS, handledBy("g.task_type", "?"), order.rank("grp"));
    }

    /**
     * How many tasks of each type in {@code l} run, counted where it is {@code locked}: for its tasks that have a limit. Follows the types in
     * parentheses; leads to the candidates.
     */
    static final String RUNNING = """
            types AS MATERIALIZED (
                SELECT l.task_type, l.locked, c.running
                FROM l
                CROSS JOIN LATERAL (
                    SELECT count(*) AS running
                    FROM scheduled_tasks r
                    WHERE l.locked
                      AND r.task_type = l.task_type
                      AND %s) c
            ),
            """.formatted(COUNTS);

    /** Of each group as many as its limit lets start. Parameter: slots. */
    private static final String CANDIDATES = """
            candidate AS MATERIALIZED (
                SELECT c.id, g.task_type, g.priority, c.next_run_at, g.max_concurrent_runs, y.running
                FROM types y
                JOIN grp g ON g.task_type = y.task_type
                          AND CASE WHEN y.locked THEN g.max_concurrent_runs < %1$d AND g.max_concurrent_runs > y.running
                              ELSE g.max_concurrent_runs >= %1$d END
                          AND g.next_run_at <= now()
                CROSS JOIN LATERAL (
                    SELECT t.id, t.next_run_at
                    FROM scheduled_tasks t
                    WHERE %2$s
                      AND t.task_type = g.task_type
                      AND t.max_concurrent_runs = g.max_concurrent_runs
                      AND t.priority = g.priority
                      AND %3$s
                      AND %4$s
                    ORDER BY t.next_run_at, t.id
                    LIMIT least(?, g.max_concurrent_runs - y.running)
                    %5$s) c
            ),
            """;

    /** Those that start, in the order in which they do. Parameter: slots. */
    static String chosen(ClaimOrder order) {
        return """
            -- A task starts only while fewer than its own limit run: those that start before it in this claim count too.
            chosen AS MATERIALIZED (
                SELECT f.id
                FROM (SELECT c.*,
                             row_number() OVER (PARTITION BY c.task_type ORDER BY c.rank, c.next_run_at, c.id) AS place
                      FROM (SELECT candidate.*, %2$s AS rank FROM candidate) c) f
                WHERE f.running + f.place <= f.max_concurrent_runs OR f.max_concurrent_runs >= %1$d
                ORDER BY f.rank, f.next_run_at, f.id
                LIMIT ?
            )
            """.formatted(UNLIMITED, order.rank("candidate"));
    }

    /** For claiming: rows that another claim holds are passed over. */
    static final String CANDIDATES_TO_CLAIM = candidates("FOR UPDATE SKIP LOCKED");

    /** For explaining: nothing is locked. */
    static final String CANDIDATES_TO_SHOW = candidates("");

    private ClaimRules() {}

    private static String candidates(String lock) {
        return CANDIDATES.formatted(UNLIMITED, IN_QUEUE, DUE, NOT_HELD, lock);
    }
}
