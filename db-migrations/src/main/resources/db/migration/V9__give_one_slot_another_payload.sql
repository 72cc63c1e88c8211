-- Run now with another payload: what the next slot gets instead of the task's own, and what the slot that is being worked
-- for has got; the ledger keeps what each run had. And answers to creations are kept, so that asking again makes no second task.

SET LOCAL lock_timeout = '30s';

ALTER TABLE scheduled_tasks
    ADD COLUMN next_payload jsonb,
    ADD COLUMN slot_payload jsonb;
COMMENT ON COLUMN scheduled_tasks.next_payload IS 'what the next claim hands out instead of payload, once; NULL: nothing else than payload';
COMMENT ON COLUMN scheduled_tasks.slot_payload IS 'what the current slot has been given instead of payload; stays over its retries, gone when the slot ends';

ALTER TABLE scheduled_task_logs ADD COLUMN payload jsonb;
COMMENT ON COLUMN scheduled_task_logs.payload IS 'what the run was given; NULL where it was {} or is not known';

-- As in V5; a new pattern or zone drops the slot that was to be retried, and what it was given.
CREATE OR REPLACE FUNCTION scheduled_tasks_plan_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.schedule_error := NULL;
    IF NEW.schedule_pattern IS NOT NULL AND NEW.next_run_at IS NOT DISTINCT FROM OLD.next_run_at THEN
        NEW.next_run_at := NULL;
    END IF;
    IF NEW.locked_at IS NULL THEN
        NEW.attempt := 0;
        NEW.slot_payload := NULL;
    END IF;
    RETURN NEW;
END $$;

-- As in V5, with the payload in the run's entry.
CREATE OR REPLACE FUNCTION scheduled_tasks_unlock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.lock_token IS NOT NULL THEN
        INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, task_name, status, error_message, executed_at,
                                         started_at, finished_at, locked_by, scheduled_for, attempt, payload)
        VALUES (OLD.run_id, OLD.id, OLD.task_type, OLD.name, 'lost', 'the lock was taken away by hand', OLD.locked_at,
                OLD.locked_at, clock_timestamp(), OLD.locked_by, OLD.scheduled_for, OLD.attempt,
                nullif(coalesce(OLD.slot_payload, OLD.payload), '{}'));
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

CREATE OR REPLACE FUNCTION scheduled_tasks_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, task_name, status, error_message, executed_at,
                                     started_at, finished_at, locked_by, scheduled_for, attempt, payload)
    VALUES (OLD.run_id, OLD.id, OLD.task_type, OLD.name, 'lost', 'the task was deleted while it ran', OLD.locked_at,
            OLD.locked_at, clock_timestamp(), OLD.locked_by, OLD.scheduled_for, OLD.attempt,
            nullif(coalesce(OLD.slot_payload, OLD.payload), '{}'));
    RETURN NULL;
END $$;

CREATE TABLE scheduled_task_idempotency_keys (
    actor        text        NOT NULL,
    key          text        NOT NULL,
    request_hash text        NOT NULL,
    answer       text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (actor, key)
);
CREATE INDEX scheduled_task_idempotency_keys_by_age ON scheduled_task_idempotency_keys (created_at);
COMMENT ON TABLE scheduled_task_idempotency_keys IS 'Answers to creations with an Idempotency-Key, kept for a day';

-- The whole trail, and that of one person, newest first.
CREATE INDEX scheduled_task_audit_by_actor ON scheduled_task_audit (actor, id);
