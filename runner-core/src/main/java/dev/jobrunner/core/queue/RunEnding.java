package dev.jobrunner.core.queue;

/**
 * The one statement that ends runs, whoever ends them: the worker that holds the lock, or the scheduler that takes it
 * back. It follows a CTE {@code ended} with the columns {@code task_id, lock_token, outcome, ended_ago, error_message,
 * output, payload, next_slot, next_due, missed_slots, schedule_error}, where {@code outcome} is one of {@code completed, failed, cancelled,
 * skipped, lost, handed_back}. The last four count only where the slot is over, the run being completed, cancelled or skipped: a recurring
 * task without {@code next_slot} is then planned at the next tick. Named parameters: {@code maxRetries}, {@code backoff} (seconds).
 * Answers with the tasks' new state; a task whose token differs is not touched and does not appear.
 */
final class RunEnding {

    /** Waits for whoever is changing one of the rows. */
    static final String LOCK = "FOR UPDATE OF t";

    static final String SQL = """
            , held AS MATERIALIZED (
                SELECT t.id, t.name, t.task_type, t.status, t.schedule_pattern, t.next_run_at, t.locked_at, t.locked_by,
                       coalesce(t.run_id, nextval('scheduled_task_run_ids')) AS run_id,
                       t.scheduled_for, t.attempt, t.fail_count,
                       o.outcome, e.ended_ago, e.error_message, e.output,
                       -- Whoever ran it knows what it was given; the row may have been edited since.
                       coalesce(e.payload, t.slot_payload, t.payload) AS payload,
                       -- What comes after the slot is said of every end, since it may turn out to be a cancelled one only here.
                       e.next_slot, e.next_due,
                       CASE WHEN s.slot_over THEN e.missed_slots ELSE 0 END AS missed_slots,
                       CASE WHEN s.slot_over THEN e.schedule_error END AS schedule_error,
                       s.slot_over,
                       -- The claim shows the slot in next_run_at: anything else has been set by hand since, and stays.
                       t.next_run_at IS NOT DISTINCT FROM t.scheduled_for AS untouched,
                       -- The first loss of a task is not its fault; when it goes on losing its workers, it may be.
                       o.outcome = 'failed' OR (o.outcome = 'lost' AND t.loss_count > 0) AS counts
                FROM ended e
                JOIN scheduled_tasks t ON t.id = e.task_id
                                      AND t.lock_token IS NOT DISTINCT FROM e.lock_token
                                      AND t.locked_at IS NOT NULL
                -- Whoever asked for the end of the run does not want it tried again, however it ended.
                CROSS JOIN LATERAL (
                    SELECT CASE
                        WHEN t.cancel_requested_at IS NOT NULL AND e.outcome <> 'completed' THEN 'cancelled'
                        ELSE e.outcome
                    END AS outcome) o
                CROSS JOIN LATERAL (SELECT o.outcome IN ('completed', 'cancelled', 'skipped') AS slot_over) s
                ORDER BY t.id
               \s""" + LOCK + """

            ),
            moved AS (
                UPDATE scheduled_tasks t
                SET status = CASE
                        WHEN h.counts AND h.fail_count >= :maxRetries AND h.status = 'active' THEN 'disabled'
                        WHEN h.slot_over AND h.schedule_pattern IS NULL AND h.untouched
                             AND h.status IN ('active', 'paused') THEN 'completed'
                        ELSE h.status
                    END,
                    last_status = CASE
                        WHEN h.outcome = 'completed' THEN 'completed'
                        WHEN h.counts THEN 'failed'
                        ELSE 'ready'
                    END,
                    next_run_at = CASE
                        WHEN NOT h.untouched THEN h.next_run_at
                        WHEN h.counts AND h.fail_count < :maxRetries THEN clock_timestamp()
                             + (CAST(:backoff AS float8[]))[least(h.fail_count + 1, cardinality(CAST(:backoff AS float8[])))]
                             * (1 + 0.2 * random()) * interval '1 second'
                        WHEN h.slot_over THEN h.next_due
                        ELSE h.next_run_at
                    END,
                    next_slot = CASE
                        WHEN h.untouched AND h.slot_over THEN h.next_slot
                        ELSE t.next_slot
                    END,
                    fail_count = CASE WHEN h.counts THEN h.fail_count + 1 WHEN h.outcome = 'completed' THEN 0 ELSE h.fail_count END,
                    loss_count = CASE h.outcome WHEN 'lost' THEN t.loss_count + 1 WHEN 'handed_back' THEN t.loss_count ELSE 0 END,
                    attempt = CASE
                        -- Over, or a new pattern has taken its place.
                        WHEN h.slot_over OR h.next_run_at IS NULL THEN 0
                        WHEN h.outcome = 'handed_back' THEN greatest(h.attempt - 1, 0)
                        ELSE h.attempt
                    END,
                    -- What was given for one slot goes with it.
                    slot_payload = CASE
                        WHEN h.slot_over OR h.next_run_at IS NULL THEN NULL
                        ELSE t.slot_payload
                    END,
                    schedule_error = coalesce(h.schedule_error, t.schedule_error),
                    locked_at = NULL,
                    locked_by = NULL,
                    lock_token = NULL,
                    run_id = NULL,
                    cancel_requested_at = NULL
                FROM held h
                WHERE t.id = h.id
                RETURNING t.id, t.name, t.task_type, h.run_id, t.status, t.fail_count, t.next_run_at, h.error_message, t.linked
            ),
            recorded AS (
                INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, task_name, status, error_message,
                                                 executed_at, started_at, finished_at, locked_by, scheduled_for,
                                                 attempt, missed_slots, output, payload)
                SELECT h.run_id, h.id, h.task_type, h.name,
                       CASE h.outcome WHEN 'handed_back' THEN 'lost' ELSE h.outcome END,
                       h.error_message, h.locked_at, h.locked_at,
                       clock_timestamp() - coalesce(h.ended_ago, interval '0'), h.locked_by, h.scheduled_for,
                       h.attempt, h.missed_slots, h.output, nullif(h.payload, '{}')
                FROM held h
            )
            SELECT m.id, m.name, m.task_type, m.run_id, m.status, m.fail_count, m.next_run_at, m.error_message, m.linked
            FROM moved m
            ORDER BY m.id
            """;

    private RunEnding() {}
}
