-- Operators change rows by hand while the system runs. These triggers make each documented statement safe in itself,
-- whatever a worker or a scheduler is doing with the row at that moment.

-- A one-off task without a time is meant for now.
CREATE FUNCTION scheduled_tasks_due_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.next_run_at := now();
    RETURN NEW;
END $$;

CREATE TRIGGER scheduled_tasks_due_now
    BEFORE INSERT ON scheduled_tasks
    FOR EACH ROW
    WHEN (NEW.schedule_pattern IS NULL AND NEW.next_run_at IS NULL AND NEW.status = 'active')
    EXECUTE FUNCTION scheduled_tasks_due_now();

-- The reset of a whole type must not bring its finished one-off tasks back: one runs again only where the same statement
-- gives it a time.
CREATE FUNCTION scheduled_tasks_stay_completed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.status := OLD.status;
    NEW.last_status := OLD.last_status;
    RETURN NEW;
END $$;

CREATE TRIGGER scheduled_tasks_stay_completed
    BEFORE UPDATE OF status ON scheduled_tasks
    FOR EACH ROW
    WHEN (OLD.status = 'completed' AND NEW.status = 'active' AND NEW.schedule_pattern IS NULL
          AND NEW.next_run_at IS NOT DISTINCT FROM OLD.next_run_at)
    EXECUTE FUNCTION scheduled_tasks_stay_completed();

-- A changed pattern or zone never fires at once: the time computed from the old one goes, the scheduler computes anew.
CREATE FUNCTION scheduled_tasks_plan_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.schedule_error := NULL;
    IF NEW.schedule_pattern IS NOT NULL AND NEW.next_run_at IS NOT DISTINCT FROM OLD.next_run_at THEN
        NEW.next_run_at := NULL;
    END IF;
    IF NEW.locked_at IS NULL THEN
        NEW.attempt := 0;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER scheduled_tasks_plan_anew
    BEFORE UPDATE OF schedule_pattern, time_zone ON scheduled_tasks
    FOR EACH ROW
    WHEN (NEW.schedule_pattern IS DISTINCT FROM OLD.schedule_pattern OR NEW.time_zone IS DISTINCT FROM OLD.time_zone)
    EXECUTE FUNCTION scheduled_tasks_plan_anew();

-- One row per worker process, with its heartbeat.
CREATE TABLE scheduled_task_workers (
    id                 text PRIMARY KEY,
    host               text        NOT NULL,
    pid                bigint      NOT NULL,
    version            text        NOT NULL,
    state              text        NOT NULL CHECK (state IN ('running', 'draining', 'stopped')),
    slots              integer     NOT NULL CHECK (slots > 0),
    running            integer     NOT NULL DEFAULT 0 CHECK (running >= 0),
    task_types         text[]      NOT NULL,
    heartbeat_interval interval    NOT NULL,
    stop_within        interval    NOT NULL,
    started_at         timestamptz NOT NULL DEFAULT now(),
    heartbeat_at       timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);
COMMENT ON COLUMN scheduled_task_workers.stop_within IS 'a run whose lock is taken away has stopped at the latest this long after';
COMMENT ON TABLE scheduled_task_workers IS 'One row per worker process; a heartbeat that stays away frees its locks';

-- A lock taken away by hand: the run is entered as lost, its token is void from this moment on, and the task is held
-- back until a living worker has learnt of it and stopped the old run. So one task never runs twice at once.
CREATE FUNCTION scheduled_tasks_unlock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.lock_token IS NOT NULL THEN
        INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, task_name, status, error_message, executed_at,
                                         started_at, finished_at, locked_by, scheduled_for, attempt)
        VALUES (OLD.run_id, OLD.id, OLD.task_type, OLD.name, 'lost', 'the lock was taken away by hand', OLD.locked_at,
                OLD.locked_at, clock_timestamp(), OLD.locked_by, OLD.scheduled_for, OLD.attempt);
        NEW.hold_until := now() + (SELECT w.stop_within FROM scheduled_task_workers w
                                   WHERE w.id = OLD.locked_by AND w.state <> 'stopped');
        NEW.hold_run_id := OLD.run_id;
        NEW.attempt := greatest(OLD.attempt - 1, 0);
    END IF;
    NEW.lock_token := NULL;
    NEW.run_id := NULL;
    NEW.locked_by := NULL;
    NEW.cancel_requested_at := NULL;
    IF NEW.last_status = 'running' THEN
        NEW.last_status := 'ready';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER scheduled_tasks_unlock
    BEFORE UPDATE OF locked_at ON scheduled_tasks
    FOR EACH ROW
    WHEN (OLD.locked_at IS NOT NULL AND NEW.locked_at IS NULL AND NEW.lock_token IS NOT DISTINCT FROM OLD.lock_token)
    EXECUTE FUNCTION scheduled_tasks_unlock();

-- A task deleted while it runs: its run still gets its entry.
CREATE FUNCTION scheduled_tasks_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, task_name, status, error_message, executed_at,
                                     started_at, finished_at, locked_by, scheduled_for, attempt)
    VALUES (OLD.run_id, OLD.id, OLD.task_type, OLD.name, 'lost', 'the task was deleted while it ran', OLD.locked_at,
            OLD.locked_at, clock_timestamp(), OLD.locked_by, OLD.scheduled_for, OLD.attempt);
    RETURN NULL;
END $$;

CREATE TRIGGER scheduled_tasks_deleted
    AFTER DELETE ON scheduled_tasks
    FOR EACH ROW
    WHEN (OLD.lock_token IS NOT NULL)
    EXECUTE FUNCTION scheduled_tasks_deleted();
