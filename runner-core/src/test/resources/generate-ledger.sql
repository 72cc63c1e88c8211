-- A ledger as a busy system leaves it, for tests and measurements: psql -f generate-ledger.sql -c "SELECT generate_ledger(1000000, 10000)"
-- 30 days of runs, the newest a minute old: 40 types from every third run to one in a thousand, 95 % completed, workers that
-- change with every deploy, the oldest hundredth as an old system wrote it. One type ('apart') never ran on worker 'worker-apart'.
CREATE OR REPLACE FUNCTION generate_ledger(runs integer, tasks integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM setseed(0.42);

    INSERT INTO scheduled_tasks (name, task_type, schedule_pattern, status, next_run_at)
    SELECT 'task ' || n || CASE n % 7 WHEN 0 THEN ' nightly sync' WHEN 1 THEN ' report' ELSE '' END,
           CASE WHEN n % 3 = 0 THEN 'apart' ELSE 'type_' || lpad((n % 13 * (n % 3))::text, 2, '0') END,
           '*/5 * * * *', 'active', now() + interval '1 hour'
    FROM generate_series(1, tasks) AS n;

    CREATE TEMPORARY TABLE numbered_tasks ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY t.id) AS number, t.id, t.name, t.task_type
    FROM scheduled_tasks t;
    CREATE UNIQUE INDEX ON numbered_tasks (number);
    ANALYZE numbered_tasks;

    INSERT INTO scheduled_task_logs (scheduled_task_id, task_type, task_name, status, error_message, executed_at, started_at,
                                     finished_at, locked_by, scheduled_for, attempt, output)
    SELECT t.id,
           CASE WHEN r.n > runs / 100 THEN t.task_type END,
           CASE WHEN r.n > runs / 100 THEN t.name END,
           r.outcome,
           CASE
               WHEN r.outcome = 'failed' AND r.fault < 0.4 THEN 'HTTP 503 from https://api.example.com/v1/items/' || r.n || ' after ' || r.n % 900 || ' ms'
               WHEN r.outcome = 'failed' AND r.fault < 0.7 THEN 'exit code 1: connection to "db-' || r.n % 9 || '" timed out'
               WHEN r.outcome = 'failed' AND r.fault < 0.999 THEN 'java.lang.IllegalStateException: batch ' || md5(r.n::text) || ' is incomplete'
               WHEN r.outcome = 'failed' THEN 'disk quota of volume ' || r.n || ' exceeded'
               WHEN r.outcome = 'lost' THEN 'the worker worker-host-' || r.n % 5 || ' sent no heartbeat any more'
           END,
           r.at, r.at, r.at + r.took * interval '1 second',
           CASE
               WHEN r.n <= runs / 100 THEN NULL
               WHEN t.task_type <> 'apart' AND r.n % 2 = 0 THEN 'worker-apart'
               ELSE 'worker-host-' || r.n % 5 || '-' || 100 + r.n * 40 / runs || '-a1b2c3'
           END,
           date_trunc('minute', r.at), 1 + (r.outcome = 'failed')::integer,
           CASE WHEN r.n % 10 = 0 THEN repeat('line ' || r.n || E'\n', 20) END
    FROM (
        SELECT n, now() - interval '1 minute' - (runs - n) * (interval '30 days' / runs) AS at,
               random() AS fault, random() * random() * 90 AS took,
               CASE
                   WHEN dice < 0.95 THEN 'completed'
                   WHEN dice < 0.985 THEN 'failed'
                   WHEN dice < 0.99 THEN 'lost'
                   WHEN dice < 0.99005 THEN 'cancelled'
                   WHEN dice < 0.995 THEN 'skipped'
                   ELSE 'completed'
               END AS outcome
        FROM (SELECT n, random() AS dice FROM generate_series(1, runs) AS n) AS thrown
    ) AS r
    -- A busy task runs a hundred times as often as a quiet one.
    JOIN numbered_tasks t ON t.number = 1 + floor(tasks * power(((r.n::bigint * 7919) % 1000003) / 1000003.0, 3))::integer
    ORDER BY r.n;
END $$;
