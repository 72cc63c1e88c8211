-- Runs for slots of the past, a few at once. The slots wait here; a slot whose turn has come becomes a one-off task.

SET LOCAL lock_timeout = '30s';

CREATE TABLE scheduled_task_backfills (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    task_id     bigint      NOT NULL,
    parallelism integer     NOT NULL CHECK (parallelism > 0),
    created_at  timestamptz NOT NULL DEFAULT now(),
    ended_at    timestamptz
);
COMMENT ON TABLE scheduled_task_backfills IS 'Runs for slots of the past of one task, at most parallelism at once';
COMMENT ON COLUMN scheduled_task_backfills.ended_at IS 'when its last slot was done, or it was stopped';

CREATE INDEX scheduled_task_backfills_going_on ON scheduled_task_backfills (id) WHERE ended_at IS NULL;

-- The key is what keeps a slot from being filled twice.
CREATE TABLE scheduled_task_backfill_slots (
    task_id     bigint      NOT NULL,
    slot        timestamptz NOT NULL,
    backfill_id bigint      NOT NULL REFERENCES scheduled_task_backfills (id) ON DELETE CASCADE,
    run_task_id bigint,
    PRIMARY KEY (task_id, slot)
);
COMMENT ON COLUMN scheduled_task_backfill_slots.run_task_id IS 'the one-off task that runs it; NULL while it waits for its turn';

CREATE INDEX scheduled_task_backfill_slots_by_backfill ON scheduled_task_backfill_slots (backfill_id, slot);

ALTER TABLE scheduled_tasks ADD COLUMN backfill_id bigint;
COMMENT ON COLUMN scheduled_tasks.backfill_id IS 'the backfill whose slot this one-off task runs';

CREATE INDEX scheduled_tasks_by_backfill ON scheduled_tasks (backfill_id) WHERE backfill_id IS NOT NULL;

-- As in V21, for backfills too: such a task is due at once, and the slot that it runs is next_slot.
DROP TRIGGER scheduled_tasks_claim_slot ON scheduled_tasks;
CREATE TRIGGER scheduled_tasks_claim_slot
    BEFORE UPDATE OF locked_at ON scheduled_tasks
    FOR EACH ROW
    WHEN (NEW.next_slot IS NOT NULL AND OLD.locked_at IS NULL AND NEW.lock_token IS NOT NULL AND NEW.attempt = 1
          AND (NEW.next_run_at BETWEEN NEW.next_slot AND NEW.next_slot + NEW.jitter_seconds * interval '1 second'
               OR NEW.backfill_id IS NOT NULL))
    EXECUTE FUNCTION scheduled_tasks_claim_slot();

-- Fills the places of one backfill. Nobody waits here: where somebody else is at it, the next tick sees to the rest.
CREATE FUNCTION scheduled_task_backfill_release(backfill bigint) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    going scheduled_task_backfills;
    places bigint;
    next record;
    made bigint;
    released integer := 0;
BEGIN
    SELECT * INTO going FROM scheduled_task_backfills b WHERE b.id = backfill AND b.ended_at IS NULL FOR NO KEY UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    SELECT going.parallelism - count(*) INTO places
    FROM scheduled_tasks t
    WHERE t.backfill_id = backfill AND t.status NOT IN ('completed', 'disabled');
    FOR next IN
        SELECT s.task_id, s.slot
        FROM scheduled_task_backfill_slots s
        WHERE s.backfill_id = backfill AND s.run_task_id IS NULL
        ORDER BY s.slot
        LIMIT greatest(places, 0)
    LOOP
        INSERT INTO scheduled_tasks (task_type, status, time_zone, payload, priority, max_concurrent_runs, next_run_at, next_slot, backfill_id)
        SELECT t.task_type, 'active', t.time_zone, t.payload, t.priority, t.max_concurrent_runs, now(), next.slot, backfill
        FROM scheduled_tasks t
        WHERE t.id = next.task_id
        RETURNING id INTO made;
        EXIT WHEN made IS NULL; -- the task is gone
        UPDATE scheduled_task_backfill_slots s SET run_task_id = made WHERE s.task_id = next.task_id AND s.slot = next.slot;
        released := released + 1;
    END LOOP;
    IF released = 0 AND places = going.parallelism THEN
        DELETE FROM scheduled_task_backfill_slots s WHERE s.backfill_id = backfill AND s.run_task_id IS NULL;
        UPDATE scheduled_task_backfills b SET ended_at = now() WHERE b.id = backfill;
    END IF;
    RETURN released;
END $$;

CREATE FUNCTION scheduled_tasks_backfill_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM scheduled_task_backfill_release(OLD.backfill_id);
    RETURN NULL;
END $$;

CREATE TRIGGER scheduled_tasks_backfill_goes_on
    AFTER UPDATE OF status ON scheduled_tasks
    FOR EACH ROW
    WHEN (NEW.backfill_id IS NOT NULL AND NEW.status IS DISTINCT FROM OLD.status AND NEW.status IN ('completed', 'disabled'))
    EXECUTE FUNCTION scheduled_tasks_backfill_goes_on();

CREATE TRIGGER scheduled_tasks_backfill_lost_one
    AFTER DELETE ON scheduled_tasks
    FOR EACH ROW
    WHEN (OLD.backfill_id IS NOT NULL)
    EXECUTE FUNCTION scheduled_tasks_backfill_goes_on();
