-- What claiming, fencing, retrying and the ledger need. Some of these columns may have been added by hand before.

SET LOCAL lock_timeout = '30s';

ALTER TABLE scheduled_tasks
    ADD COLUMN IF NOT EXISTS name                text,
    ADD COLUMN IF NOT EXISTS time_zone           text        NOT NULL DEFAULT 'UTC',
    ADD COLUMN IF NOT EXISTS payload             jsonb       NOT NULL DEFAULT '{}',
    ADD COLUMN IF NOT EXISTS priority            integer     NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS next_run_at         timestamptz,
    ADD COLUMN IF NOT EXISTS last_status         text        DEFAULT 'ready',
    ADD COLUMN IF NOT EXISTS locked_at           timestamptz,
    ADD COLUMN IF NOT EXISTS locked_by           text,
    ADD COLUMN IF NOT EXISTS fail_count          integer     DEFAULT 0,
    ADD COLUMN IF NOT EXISTS max_concurrent_runs integer     DEFAULT 1,
    ADD COLUMN IF NOT EXISTS lock_token          uuid,
    ADD COLUMN IF NOT EXISTS run_id              bigint,
    ADD COLUMN IF NOT EXISTS scheduled_for       timestamptz,
    ADD COLUMN IF NOT EXISTS attempt             integer     NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS loss_count          integer     NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS hold_until          timestamptz,
    ADD COLUMN IF NOT EXISTS hold_run_id         bigint,
    ADD COLUMN IF NOT EXISTS cancel_requested_at timestamptz,
    ADD COLUMN IF NOT EXISTS schedule_error      text,
    ADD COLUMN IF NOT EXISTS created_at          timestamptz NOT NULL DEFAULT now();

ALTER TABLE scheduled_task_logs
    ADD COLUMN IF NOT EXISTS task_type     text,
    ADD COLUMN IF NOT EXISTS task_name     text,
    ADD COLUMN IF NOT EXISTS started_at    timestamptz,
    ADD COLUMN IF NOT EXISTS finished_at   timestamptz,
    ADD COLUMN IF NOT EXISTS locked_by     text,
    ADD COLUMN IF NOT EXISTS scheduled_for timestamptz,
    ADD COLUMN IF NOT EXISTS attempt       integer,
    ADD COLUMN IF NOT EXISTS missed_slots  integer NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS output        text;

-- Columns added by hand may lack the default, or hold what no new row could hold.
UPDATE scheduled_tasks
SET last_status         = coalesce(last_status, 'ready'),
    fail_count          = greatest(coalesce(fail_count, 0), 0),
    max_concurrent_runs = greatest(coalesce(max_concurrent_runs, 1), 0)
WHERE last_status IS NULL OR fail_count IS NULL OR fail_count < 0
   OR max_concurrent_runs IS NULL OR max_concurrent_runs < 0;

-- What an old system has entered is over: only a live run has no end. The time of a row without one is not known any more.
UPDATE scheduled_task_logs
SET executed_at = coalesce(executed_at, now()),
    finished_at = coalesce(finished_at, executed_at, now())
WHERE finished_at IS NULL OR executed_at IS NULL;
ALTER TABLE scheduled_task_logs ALTER COLUMN executed_at SET NOT NULL;

ALTER TABLE scheduled_tasks
    ALTER COLUMN last_status SET DEFAULT 'ready',
    ALTER COLUMN last_status SET NOT NULL,
    ALTER COLUMN fail_count SET DEFAULT 0,
    ALTER COLUMN fail_count SET NOT NULL,
    ALTER COLUMN max_concurrent_runs SET DEFAULT 1,
    ALTER COLUMN max_concurrent_runs SET NOT NULL;

-- A run's id is drawn when it is claimed, and its ledger row is written under that id when it has ended.
-- One sequence of a known name serves both, whatever the old table used.
CREATE SEQUENCE scheduled_task_run_ids AS bigint OWNED BY scheduled_task_logs.id;
SELECT setval('scheduled_task_run_ids', (SELECT coalesce(max(id), 0) + 1 FROM scheduled_task_logs), false);
ALTER TABLE scheduled_task_logs ALTER COLUMN id DROP IDENTITY IF EXISTS;
ALTER TABLE scheduled_task_logs ALTER COLUMN id SET DEFAULT nextval('scheduled_task_run_ids');

COMMENT ON COLUMN scheduled_tasks.schedule_pattern IS 'cron pattern; NULL: a one-off task';
COMMENT ON COLUMN scheduled_tasks.next_run_at IS 'due from this time on; NULL with a pattern: the scheduler computes it at its next tick';
COMMENT ON COLUMN scheduled_tasks.max_concurrent_runs IS 'the task starts only while fewer tasks of its type than this are running';
COMMENT ON COLUMN scheduled_tasks.lock_token IS 'of the running claim; whoever writes for a claimed task must hold it';
COMMENT ON COLUMN scheduled_tasks.run_id IS 'of the running claim: the id that its row in scheduled_task_logs will have';
COMMENT ON COLUMN scheduled_tasks.scheduled_for IS 'the slot that the running or last claim worked for; stays the same over retries';
COMMENT ON COLUMN scheduled_tasks.attempt IS 'tries of the current slot so far';
COMMENT ON COLUMN scheduled_tasks.loss_count IS 'runs in a row that ended with their worker';
COMMENT ON COLUMN scheduled_tasks.hold_until IS 'not claimable before: the worker whose lock was taken away is still stopping the old run';
COMMENT ON COLUMN scheduled_tasks.hold_run_id IS 'the run that hold_until waits for';
COMMENT ON COLUMN scheduled_tasks.schedule_error IS 'why no next run can be computed; cleared when pattern or zone change';
COMMENT ON COLUMN scheduled_task_logs.scheduled_for IS 'the slot that this run worked for';
COMMENT ON COLUMN scheduled_task_logs.missed_slots IS 'slots after scheduled_for and up to its end that this run stands for as well';

-- How the variables of a type spell it: capitals, and _ for whatever is not an ASCII letter or digit. The same rule as in
-- the code, where it is TaskType.environmentName.
CREATE FUNCTION scheduled_task_environment_name(task_type text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN upper(regexp_replace(task_type, '[^A-Za-z0-9]', '_', 'g'));
