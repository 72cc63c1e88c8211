-- A large installation: 10,000 tasks of 60 types and 1,000,000 ended runs over 30 days, with failures, losses and rare
-- values among them. Run on a migrated, empty database: psql "$DATABASE_URL" -f benchmarks/fill.sql

SET synchronous_commit = off;

-- Far in the future, so that no worker and no tick changes anything while pages are timed.
INSERT INTO scheduled_tasks (name, task_type, schedule_pattern, time_zone, payload, max_concurrent_runs, next_run_at,
                             status, last_status, fail_count)
SELECT 'task-' || n,
       'type_' || n % 60,
       (ARRAY['*/5 * * * *', '0 * * * *', '30 2 * * *', '0 9 * * 1-5', '15 */6 * * *'])[1 + n % 5],
       (ARRAY['UTC', 'Europe/Berlin', 'America/New_York'])[1 + n % 3],
       jsonb_build_object('customer', n, 'api_key', 'k-' || n),
       1 + n % 4,
       now() + interval '1 day' + n * interval '1 second',
       CASE WHEN n % 400 = 0 THEN 'disabled' WHEN n % 150 = 0 THEN 'paused' ELSE 'active' END,
       CASE WHEN n % 400 = 0 OR n % 90 = 0 THEN 'failed' ELSE 'completed' END,
       CASE WHEN n % 400 = 0 THEN 6 WHEN n % 90 = 0 THEN 2 ELSE 0 END
FROM generate_series(1, 10000) AS n;

INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, task_name, status, error_message, executed_at,
                                 started_at, finished_at, locked_by, scheduled_for, attempt, output)
SELECT nextval('scheduled_task_run_ids'),
       t.id,
       t.task_type,
       t.name,
       r.status,
       CASE r.status
           WHEN 'failed' THEN (ARRAY['exit code 1: connection to 10.0.0.' || r.n % 200 || ' timed out after 30 s',
                                     'HTTP 503 from https://api.example.com/v1/items/' || r.n,
                                     'java.lang.IllegalStateException: row ' || r.n || ' is missing'])[1 + r.n % 3]
           WHEN 'lost' THEN 'the worker died'
       END,
       r.at,
       r.at + interval '40 milliseconds',
       r.at + interval '40 milliseconds' + (200 + (r.n::bigint * 7919) % 90000) * interval '1 millisecond',
       'worker-host' || r.n % 5 || '-1-' || substr(md5((r.n / 140000)::text), 1, 6),
       r.at - (r.n % 3000) * interval '1 millisecond',
       1,
       'line 1 of run ' || r.n || E'\nline 2\n'
FROM (SELECT n,
             now() - interval '30 days' + n * interval '2.592 seconds' AS at,
             CASE WHEN n % 50 = 0 THEN 'failed' WHEN n % 5003 = 0 THEN 'lost' WHEN n % 7001 = 0 THEN 'cancelled'
                  ELSE 'completed' END AS status
      FROM generate_series(1, 999990) AS n) r
JOIN scheduled_tasks t ON t.name = 'task-' || 1 + (r.n::bigint * 31) % 10000;

VACUUM (ANALYZE) scheduled_tasks;
VACUUM (ANALYZE) scheduled_task_logs;
