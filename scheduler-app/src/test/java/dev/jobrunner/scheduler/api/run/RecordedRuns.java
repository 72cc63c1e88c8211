package dev.jobrunner.scheduler.api.run;

import dev.jobrunner.scheduler.testing.RunningScheduler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * For each test anew: task 7 of type sync with one live run, 13, and three that ended, of which 10 completed and 11 and 12
 * failed.
 */
abstract class RecordedRuns {

    static RunningScheduler scheduler;

    /** It leaves the rows alone: they look as a worker's would, without its heartbeat. */
    @BeforeAll
    static void start() {
        scheduler = RunningScheduler.start("--jobrunner.scheduler.tick-interval=300s");
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    @BeforeEach
    void oneLiveRunAndThreeThatEnded() {
        scheduler.sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_live_output");
        scheduler.sql("""
                INSERT INTO scheduled_tasks (id, name, task_type, status, schedule_pattern, payload, next_run_at, scheduled_for,
                                             locked_at, locked_by, lock_token, run_id, attempt, last_status, fail_count)
                OVERRIDING SYSTEM VALUE
                VALUES (7, 'seven', 'sync', 'active', '0 * * * *', '{"token": "s3cret", "n": 1}', now(), now(), now(), 'w1',
                        gen_random_uuid(), 13, 1, 'running', 1)
                """);
        scheduler.sql("""
                INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, task_name, status, error_message, executed_at,
                                                 started_at, finished_at, locked_by, scheduled_for, attempt, output)
                VALUES (10, 7, 'sync', 'seven', 'completed', NULL, now() - interval '3 hours', now() - interval '3 hours',
                        now() - interval '179 minutes', 'w1', now() - interval '3 hours', 1, 'grüße aus köln'),
                       (11, 7, 'sync', 'seven', 'failed', '=cmd|'' /C calc''!A0, "quoted"', now() - interval '2 hours',
                        now() - interval '2 hours', now() - interval '2 hours', 'w2', now() - interval '2 hours', 1, NULL),
                       (12, 7, 'sync', 'seven', 'failed', 'HTTP 503 after 12 ms', now() - interval '1 hour',
                        now() - interval '1 hour', now() - interval '1 hour', 'w2', now() - interval '2 hours', 2, NULL)
                """);
    }
}
