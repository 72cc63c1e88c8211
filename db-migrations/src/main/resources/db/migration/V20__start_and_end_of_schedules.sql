-- From when to when a recurring task has slots.

SET LOCAL lock_timeout = '30s';

ALTER TABLE scheduled_tasks
    ADD COLUMN starts_at timestamptz,
    ADD COLUMN ends_at   timestamptz,
    ADD CONSTRAINT scheduled_tasks_ends_at_not_before_starts_at CHECK (ends_at >= starts_at);
COMMENT ON COLUMN scheduled_tasks.starts_at IS 'a recurring task has no slot before; NULL: since ever';
COMMENT ON COLUMN scheduled_tasks.ends_at IS 'a recurring task has no slot after; when none is left it is completed; NULL: for ever';

-- A moved start or end: the scheduler plans anew. A slot that waits for its retry is still owed, and stays.
CREATE FUNCTION scheduled_tasks_plan_within() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.schedule_error := NULL;
    IF NEW.next_run_at IS NOT DISTINCT FROM OLD.next_run_at AND (NEW.locked_at IS NOT NULL OR NEW.attempt = 0) THEN
        NEW.next_run_at := NULL;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER scheduled_tasks_plan_within
    BEFORE UPDATE OF starts_at, ends_at ON scheduled_tasks
    FOR EACH ROW
    WHEN (NEW.schedule_pattern IS NOT NULL
          AND (NEW.starts_at IS DISTINCT FROM OLD.starts_at OR NEW.ends_at IS DISTINCT FROM OLD.ends_at))
    EXECUTE FUNCTION scheduled_tasks_plan_within();
