-- Partial indexes that follow the predicates of the claim, of the running count and of the health page.
-- None on locked_by, last_status or a heartbeat: they would cost every claim and serve nobody.

-- The claim: groups of one type, limit and priority, oldest first within the group. A saturated group is passed over whole.
CREATE INDEX scheduled_tasks_claim
    ON scheduled_tasks (task_type, max_concurrent_runs, priority, next_run_at, id)
    WHERE status = 'active' AND locked_at IS NULL AND next_run_at IS NOT NULL;

-- How many tasks of a type are running (a held task still is); also the sweeps over locks, which are few.
CREATE INDEX scheduled_tasks_running
    ON scheduled_tasks (task_type)
    WHERE locked_at IS NOT NULL OR hold_until IS NOT NULL;

-- The tick: what still needs a next run time.
CREATE INDEX scheduled_tasks_unplanned
    ON scheduled_tasks (id)
    WHERE status = 'active' AND next_run_at IS NULL;

-- Health: what is not as it should be.
CREATE INDEX scheduled_tasks_troubled
    ON scheduled_tasks (status, last_status)
    WHERE status IN ('disabled', 'paused') OR fail_count > 0 OR schedule_error IS NOT NULL;

CREATE INDEX scheduled_task_logs_by_task ON scheduled_task_logs (scheduled_task_id, id);
CREATE INDEX scheduled_task_logs_by_time ON scheduled_task_logs (executed_at);
CREATE INDEX scheduled_task_logs_by_end ON scheduled_task_logs (finished_at);
CREATE INDEX scheduled_task_logs_failed ON scheduled_task_logs (executed_at) WHERE status = 'failed';

-- Rows that are updated all the time: room on the page, and vacuum by number of dead rows rather than by share of the table.
ALTER TABLE scheduled_tasks SET (
    fillfactor = 80,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 500,
    autovacuum_analyze_scale_factor = 0.05,
    autovacuum_vacuum_cost_delay = 0
);
ALTER TABLE scheduled_task_workers SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100);
