-- Runs that start some time after their slot, so that tasks with the same slots do not all start at once.

SET LOCAL lock_timeout = '30s';

ALTER TABLE scheduled_tasks
    ADD COLUMN jitter_seconds integer NOT NULL DEFAULT 0,
    ADD COLUMN next_slot      timestamptz,
    ADD CONSTRAINT scheduled_tasks_jitter_not_negative CHECK (jitter_seconds >= 0);
COMMENT ON COLUMN scheduled_tasks.jitter_seconds IS 'a run starts up to so much after its slot, by an offset that task and slot decide';
COMMENT ON COLUMN scheduled_tasks.next_slot IS 'the slot that next_run_at is the later start of; NULL: next_run_at is the slot itself';

-- A claim takes next_run_at for the slot; where that is its later start, the slot is known by its own time. A next_run_at that
-- lies elsewhere has been set by hand since.
CREATE FUNCTION scheduled_tasks_claim_slot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.scheduled_for := NEW.next_slot;
    NEW.next_run_at := NEW.next_slot;
    RETURN NEW;
END $$;

CREATE TRIGGER scheduled_tasks_claim_slot
    BEFORE UPDATE OF locked_at ON scheduled_tasks
    FOR EACH ROW
    WHEN (NEW.next_slot IS NOT NULL AND OLD.locked_at IS NULL AND NEW.lock_token IS NOT NULL AND NEW.attempt = 1
          AND NEW.next_run_at BETWEEN NEW.next_slot AND NEW.next_slot + NEW.jitter_seconds * interval '1 second')
    EXECUTE FUNCTION scheduled_tasks_claim_slot();

-- As in V20, for the jitter too.
DROP TRIGGER scheduled_tasks_plan_within ON scheduled_tasks;
CREATE TRIGGER scheduled_tasks_plan_within
    BEFORE UPDATE OF starts_at, ends_at, jitter_seconds ON scheduled_tasks
    FOR EACH ROW
    WHEN (NEW.schedule_pattern IS NOT NULL
          AND (NEW.starts_at IS DISTINCT FROM OLD.starts_at OR NEW.ends_at IS DISTINCT FROM OLD.ends_at
               OR NEW.jitter_seconds <> OLD.jitter_seconds))
    EXECUTE FUNCTION scheduled_tasks_plan_within();
