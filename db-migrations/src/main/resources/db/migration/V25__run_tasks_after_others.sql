-- Tasks that start only when others have succeeded. A task that waits has no next_run_at, so the claim and all that asks what is
-- due know nothing of it; the time that it would have is kept beside.

SET LOCAL lock_timeout = '30s';

ALTER TABLE scheduled_tasks
    ADD COLUMN not_before   timestamptz,
    ADD COLUMN after_failed text    NOT NULL DEFAULT 'wait',
    ADD COLUMN linked       boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT scheduled_tasks_after_failed_word CHECK (after_failed IN ('wait', 'skip', 'run')),
    ADD CONSTRAINT scheduled_tasks_waits_or_has_a_time CHECK (not_before IS NULL OR next_run_at IS NULL);
COMMENT ON COLUMN scheduled_tasks.not_before IS 'it waits for the tasks that it is after, and gets this as next_run_at, or the present if that is later; NULL: it waits for none';
COMMENT ON COLUMN scheduled_tasks.after_failed IS 'when a task that it waits for will not succeed: wait, skip (it ends without having run) or run (all the same)';
COMMENT ON COLUMN scheduled_tasks.linked IS 'it is, or was, in scheduled_task_dependencies: as the one that waits, or as one that is waited for';

CREATE INDEX scheduled_tasks_waiting ON scheduled_tasks (id) WHERE not_before IS NOT NULL;

-- Without foreign keys: TRUNCATE scheduled_tasks goes on to work, and a task that is deleted before it has succeeded has to
-- stay here as a reason. The triggers below do what the keys would.
CREATE TABLE scheduled_task_dependencies (
    task_id       bigint NOT NULL,
    upstream_id   bigint NOT NULL,
    upstream_name text,
    PRIMARY KEY (task_id, upstream_id)
);
CREATE INDEX scheduled_task_dependencies_by_upstream ON scheduled_task_dependencies (upstream_id, task_id);
COMMENT ON TABLE scheduled_task_dependencies IS 'task_id starts only when upstream_id has succeeded; both run once';
COMMENT ON COLUMN scheduled_task_dependencies.upstream_name IS 'of a task that has been deleted before it had succeeded; else NULL';

-- What a task that is waited for has come to. id is NULL where there is no such task any more.
CREATE FUNCTION scheduled_task_upstream_state(id bigint, status text, last_status text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE
        WHEN id IS NULL THEN 'deleted'
        WHEN status = 'completed' AND last_status = 'completed' THEN 'succeeded'
        WHEN status = 'completed' THEN 'ended'
        WHEN status = 'disabled' THEN 'disabled'
        ELSE 'pending'
    END;
COMMENT ON FUNCTION scheduled_task_upstream_state IS 'succeeded; pending; or it will not succeed unless somebody does something: deleted, ended (cancelled or skipped), disabled';

CREATE FUNCTION scheduled_task_label(task_id bigint) RETURNS text
    LANGUAGE sql STABLE
    RETURN coalesce((SELECT t.name FROM scheduled_tasks t WHERE t.id = task_id), CAST(task_id AS text));

-- The shortest way from one task to another along what each waits for, both ends included; NULL if there is none.
CREATE FUNCTION scheduled_task_dependency_path(from_id bigint, to_id bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    level bigint[] := ARRAY[from_id];
    seen  bigint[] := ARRAY[from_id];
    via   bigint[] := ARRAY[NULL::bigint];
    found bigint[];
    steps bigint[];
    path  bigint[] := ARRAY[to_id];
BEGIN
    WHILE NOT to_id = ANY (seen) LOOP
        SELECT array_agg(n.upstream_id ORDER BY n.upstream_id), array_agg(n.task_id ORDER BY n.upstream_id)
        INTO found, steps
        FROM (SELECT DISTINCT ON (d.upstream_id) d.upstream_id, d.task_id
              FROM scheduled_task_dependencies d
              WHERE d.task_id = ANY (level) AND d.upstream_id <> ALL (seen)
              ORDER BY d.upstream_id, d.task_id) n;
        IF found IS NULL THEN
            RETURN NULL;
        END IF;
        level := found;
        seen := seen || found;
        via := via || steps;
    END LOOP;
    WHILE path[1] <> from_id LOOP
        path := via[array_position(seen, path[1])] || path;
    END LOOP;
    RETURN path;
END $$;

-- One at a time: two that together make a circle must not both be found to be good.
CREATE FUNCTION scheduled_task_dependencies_one_at_a_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1785885798, hashtext(TG_TABLE_SCHEMA));
    RETURN NULL;
END $$;

CREATE TRIGGER scheduled_task_dependencies_one_at_a_time
    BEFORE INSERT ON scheduled_task_dependencies
    FOR EACH STATEMENT
    EXECUTE FUNCTION scheduled_task_dependencies_one_at_a_time();

CREATE FUNCTION scheduled_task_dependencies_added() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
    way   bigint[];
BEGIN
    -- In one order, so that nobody can meet this the other way round. A run that is just being ended is waited for: its end is
    -- either seen below, or finds that it is waited for.
    PERFORM FROM scheduled_tasks t
    WHERE t.id IN (SELECT a.task_id FROM added a UNION SELECT a.upstream_id FROM added a)
    ORDER BY t.id
    FOR NO KEY UPDATE;

    SELECT n.id, t.id IS NOT NULL AS there, scheduled_task_label(n.id) AS label INTO wrong
    FROM (SELECT a.task_id AS id FROM added a UNION SELECT a.upstream_id FROM added a) n
    LEFT JOIN scheduled_tasks t ON t.id = n.id
    WHERE t.id IS NULL OR t.schedule_pattern IS NOT NULL
    ORDER BY n.id
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '%', CASE
            WHEN wrong.there THEN format('task %s (%s) recurs: only tasks that run once can run after others, and be waited for', wrong.id, wrong.label)
            ELSE format('there is no task %s', wrong.id) END
            USING ERRCODE = 'check_violation', CONSTRAINT = 'scheduled_task_dependencies_fit', TABLE = 'scheduled_task_dependencies';
    END IF;

    -- Only a task that others wait for can close a circle.
    FOR wrong IN
        SELECT a.task_id, a.upstream_id
        FROM added a
        WHERE a.task_id = a.upstream_id
           OR EXISTS (SELECT FROM scheduled_task_dependencies d WHERE d.upstream_id = a.task_id)
        ORDER BY a.task_id, a.upstream_id
    LOOP
        way := scheduled_task_dependency_path(wrong.upstream_id, wrong.task_id);
        IF way IS NOT NULL THEN
            RAISE EXCEPTION 'these tasks would wait for each other for ever: %',
                (SELECT string_agg(scheduled_task_label(s.id), ' -> ' ORDER BY s.place)
                 FROM unnest(wrong.task_id || way) WITH ORDINALITY AS s (id, place))
                USING ERRCODE = 'check_violation', CONSTRAINT = 'scheduled_task_dependencies_no_circle', TABLE = 'scheduled_task_dependencies';
        END IF;
    END LOOP;

    UPDATE scheduled_tasks t
    SET linked = true
    WHERE t.id IN (SELECT a.upstream_id FROM added a) AND NOT t.linked;

    UPDATE scheduled_tasks t
    SET linked = true
    WHERE t.id IN (SELECT a.task_id FROM added a)
      AND (t.locked_at IS NOT NULL OR t.status = 'completed');

    -- A run that is going on is left alone. One that waits already is changed all the same, so that a release that has looked
    -- before does not open it.
    UPDATE scheduled_tasks t
    SET linked = true,
        not_before = CASE WHEN w.waits THEN coalesce(t.not_before, t.next_run_at, now()) ELSE t.not_before END,
        next_run_at = CASE WHEN w.waits THEN NULL ELSE t.next_run_at END
    FROM (SELECT o.id,
                 EXISTS (SELECT
                         FROM scheduled_task_dependencies d
                         LEFT JOIN scheduled_tasks u ON u.id = d.upstream_id
                         WHERE d.task_id = o.id
                           AND scheduled_task_upstream_state(u.id, u.status, u.last_status) <> 'succeeded') AS waits
          FROM scheduled_tasks o
          WHERE o.id IN (SELECT a.task_id FROM added a)) w
    WHERE t.id = w.id AND t.locked_at IS NULL AND t.status IS DISTINCT FROM 'completed';
    RETURN NULL;
END $$;

CREATE TRIGGER scheduled_task_dependencies_added
    AFTER INSERT ON scheduled_task_dependencies
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT
    EXECUTE FUNCTION scheduled_task_dependencies_added();

CREATE FUNCTION scheduled_task_dependencies_are_replaced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a row of scheduled_task_dependencies is not changed: delete it, and insert another'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'scheduled_task_dependencies_fit', TABLE = 'scheduled_task_dependencies';
END $$;

CREATE TRIGGER scheduled_task_dependencies_are_replaced
    BEFORE UPDATE OF task_id, upstream_id ON scheduled_task_dependencies
    FOR EACH ROW
    EXECUTE FUNCTION scheduled_task_dependencies_are_replaced();

-- Whoever gives a waiting task a time by hand wants it to run then.
CREATE FUNCTION scheduled_tasks_wait_no_more() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.not_before := NULL;
    RETURN NEW;
END $$;

CREATE TRIGGER scheduled_tasks_wait_no_more
    BEFORE UPDATE OF next_run_at ON scheduled_tasks
    FOR EACH ROW
    WHEN (NEW.next_run_at IS NOT NULL AND NEW.not_before IS NOT NULL)
    EXECUTE FUNCTION scheduled_tasks_wait_no_more();

-- Deleted after it has succeeded, a task has done its part. Deleted before, it is a reason why others wait.
CREATE FUNCTION scheduled_tasks_unlink() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM scheduled_task_dependencies d WHERE d.task_id = OLD.id;
    IF scheduled_task_upstream_state(OLD.id, OLD.status, OLD.last_status) = 'succeeded' THEN
        DELETE FROM scheduled_task_dependencies d WHERE d.upstream_id = OLD.id;
    ELSE
        UPDATE scheduled_task_dependencies d
        SET upstream_name = coalesce(OLD.name, OLD.task_type || ' ' || OLD.id)
        WHERE d.upstream_id = OLD.id;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER scheduled_tasks_unlink
    AFTER DELETE ON scheduled_tasks
    FOR EACH ROW
    WHEN (OLD.linked)
    EXECUTE FUNCTION scheduled_tasks_unlink();

CREATE FUNCTION scheduled_tasks_unlink_all() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM scheduled_task_dependencies;
    RETURN NULL;
END $$;

CREATE TRIGGER scheduled_tasks_unlink_all
    AFTER TRUNCATE ON scheduled_tasks
    FOR EACH STATEMENT
    EXECUTE FUNCTION scheduled_tasks_unlink_all();

-- What recurs is never done, so nobody could be after it; and the scheduler gives it its times without asking others.
CREATE FUNCTION scheduled_tasks_linked_run_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM scheduled_task_dependencies d WHERE d.task_id = NEW.id OR d.upstream_id = NEW.id) THEN
        RAISE EXCEPTION 'task % (%) runs after others, or they after it: only tasks that run once can', NEW.id, scheduled_task_label(NEW.id)
            USING ERRCODE = 'check_violation', CONSTRAINT = 'scheduled_task_dependencies_fit', TABLE = 'scheduled_task_dependencies',
                  HINT = 'Delete its rows in scheduled_task_dependencies first.';
    END IF;
    -- Its time comes from the new schedule.
    NEW.not_before := NULL;
    RETURN NEW;
END $$;

CREATE TRIGGER scheduled_tasks_linked_run_once
    BEFORE UPDATE OF schedule_pattern ON scheduled_tasks
    FOR EACH ROW
    WHEN (NEW.linked AND OLD.schedule_pattern IS NULL AND NEW.schedule_pattern IS NOT NULL)
    EXECUTE FUNCTION scheduled_tasks_linked_run_once();
