-- When nothing runs: calendars, each with its periods, and the tasks that go by one.

SET LOCAL lock_timeout = '30s';

CREATE TABLE scheduled_task_calendars (
    name          text PRIMARY KEY CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
    time_zone     text        NOT NULL DEFAULT 'UTC',
    periods       text[]      NOT NULL DEFAULT '{}',
    counted_until timestamptz NOT NULL DEFAULT now(),
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT scheduled_task_calendars_periods_are_few CHECK (cardinality(periods) <= 500 AND array_position(periods, NULL) IS NULL)
);
COMMENT ON TABLE scheduled_task_calendars IS 'When nothing runs; a task names one in its column calendar';
COMMENT ON COLUMN scheduled_task_calendars.periods IS 'each a date, two dates, two times or a weekly time: 2026-12-25, 2026-12-24..2026-12-26, 2026-12-24 14:00..2026-12-27 06:00, Sat 00:00..Mon 06:00; words may follow';
COMMENT ON COLUMN scheduled_task_calendars.counted_until IS 'slots in its blackouts are entered in scheduled_task_logs up to then';

ALTER TABLE scheduled_tasks
    ADD COLUMN calendar       text,
    ADD COLUMN in_blackout    text NOT NULL DEFAULT 'skip',
    ADD COLUMN blackouts      text,
    ADD COLUMN calendar_since timestamptz,
    ADD CONSTRAINT scheduled_tasks_calendar_exists FOREIGN KEY (calendar) REFERENCES scheduled_task_calendars (name) ON UPDATE CASCADE,
    ADD CONSTRAINT scheduled_tasks_in_blackout_word CHECK (in_blackout IN ('skip', 'after'));
COMMENT ON COLUMN scheduled_tasks.calendar IS 'the calendar that says when it has no slots; NULL for none';
COMMENT ON COLUMN scheduled_tasks.in_blackout IS 'of slots in a blackout: skip, they do not run; after, one run at its end';
COMMENT ON COLUMN scheduled_tasks.blackouts IS 'zone and periods of the calendar, copied by triggers, so that a claim needs no second table';
COMMENT ON COLUMN scheduled_tasks.calendar_since IS 'since when it goes by that calendar';

CREATE INDEX scheduled_tasks_by_calendar ON scheduled_tasks (calendar) WHERE calendar IS NOT NULL;

-- The copy, whoever names the calendar. The lock has a calendar that is being changed changed first.
CREATE FUNCTION scheduled_tasks_know_calendar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.blackouts := NULL;
    SELECT array_to_string(c.time_zone || c.periods, E'\n') INTO NEW.blackouts
    FROM scheduled_task_calendars c
    WHERE c.name = NEW.calendar
    FOR SHARE;
    IF TG_OP = 'INSERT' OR NEW.calendar IS DISTINCT FROM OLD.calendar THEN
        NEW.calendar_since := CASE WHEN NEW.calendar IS NOT NULL THEN now() END;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER scheduled_tasks_know_calendar
    BEFORE INSERT ON scheduled_tasks
    FOR EACH ROW
    WHEN (NEW.calendar IS NOT NULL OR NEW.blackouts IS NOT NULL)
    EXECUTE FUNCTION scheduled_tasks_know_calendar();

CREATE TRIGGER scheduled_tasks_know_other_calendar
    BEFORE UPDATE OF calendar, blackouts ON scheduled_tasks
    FOR EACH ROW
    WHEN (NEW.calendar IS DISTINCT FROM OLD.calendar OR NEW.blackouts IS DISTINCT FROM OLD.blackouts)
    EXECUTE FUNCTION scheduled_tasks_know_calendar();

-- As in V20, for the calendar too. Triggers run by their names: the copy is there by then.
DROP TRIGGER scheduled_tasks_plan_within ON scheduled_tasks;
CREATE TRIGGER scheduled_tasks_plan_within
    BEFORE UPDATE OF starts_at, ends_at, jitter_seconds, calendar, in_blackout, blackouts ON scheduled_tasks
    FOR EACH ROW
    WHEN (NEW.schedule_pattern IS NOT NULL
          AND (NEW.starts_at IS DISTINCT FROM OLD.starts_at OR NEW.ends_at IS DISTINCT FROM OLD.ends_at
               OR NEW.jitter_seconds <> OLD.jitter_seconds OR NEW.blackouts IS DISTINCT FROM OLD.blackouts
               OR (NEW.in_blackout <> OLD.in_blackout AND NEW.blackouts IS NOT NULL)))
    EXECUTE FUNCTION scheduled_tasks_plan_within();

-- A changed calendar reaches its tasks, in the order in which everybody locks several of them. What lies in a blackout before
-- the change has been counted, or is not any more.
CREATE FUNCTION scheduled_task_calendars_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    NEW.counted_until := greatest(NEW.counted_until, now());
    RETURN NEW;
END $$;

CREATE TRIGGER scheduled_task_calendars_changed
    BEFORE UPDATE OF time_zone, periods ON scheduled_task_calendars
    FOR EACH ROW
    WHEN (NEW.time_zone <> OLD.time_zone OR NEW.periods <> OLD.periods)
    EXECUTE FUNCTION scheduled_task_calendars_changed();

CREATE FUNCTION scheduled_task_calendars_tell_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM scheduled_tasks t WHERE t.calendar = NEW.name ORDER BY t.id FOR UPDATE;
    UPDATE scheduled_tasks t SET blackouts = array_to_string(NEW.time_zone || NEW.periods, E'\n') WHERE t.calendar = NEW.name;
    RETURN NULL;
END $$;

CREATE TRIGGER scheduled_task_calendars_tell_tasks
    AFTER UPDATE OF time_zone, periods ON scheduled_task_calendars
    FOR EACH ROW
    WHEN (NEW.time_zone <> OLD.time_zone OR NEW.periods <> OLD.periods)
    EXECUTE FUNCTION scheduled_task_calendars_tell_tasks();

-- The foreign key would refuse it too, without saying which tasks are meant.
CREATE FUNCTION scheduled_task_calendars_keep_used() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    users text;
    number bigint;
BEGIN
    SELECT count(*), string_agg('task ' || u.id || coalesce(' (' || u.name || ')', ''), ', ' ORDER BY u.id) FILTER (WHERE u.place <= 10)
    INTO number, users
    FROM (SELECT t.id, t.name, row_number() OVER (ORDER BY t.id) AS place FROM scheduled_tasks t WHERE t.calendar = OLD.name) u;
    IF number > 0 THEN
        RAISE EXCEPTION 'calendar % is used by %: give them another calendar or none first',
                        OLD.name, users || CASE WHEN number > 10 THEN ' and ' || number - 10 || ' more' ELSE '' END
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER scheduled_task_calendars_keep_used
    BEFORE DELETE ON scheduled_task_calendars
    FOR EACH ROW
    EXECUTE FUNCTION scheduled_task_calendars_keep_used();

ALTER TABLE scheduled_task_audit
    DROP CONSTRAINT scheduled_task_audit_subject_kind_check,
    ADD CONSTRAINT scheduled_task_audit_subject_kind_check
        CHECK (subject_kind IN ('task', 'worker', 'token', 'session', 'runs', 'calendar')) NOT VALID;
ALTER TABLE scheduled_task_audit VALIDATE CONSTRAINT scheduled_task_audit_subject_kind_check;
