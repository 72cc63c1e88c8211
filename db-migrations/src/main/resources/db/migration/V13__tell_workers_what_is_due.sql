-- Workers that listen hear of a task as soon as it is committed, instead of at their next look. A hint and nothing more:
-- they look for themselves as well, so a hint that is lost costs time, never a run.
--
-- Only a task that is the next one of its group (type, limit, priority) is worth a word: where another one waits before it,
-- the workers know already, or none of them can run it. So a burst costs one notification, and one that fills a queue none: each
-- takes a lock of the whole server until its commit is on disk.

SET LOCAL lock_timeout = '30s';

CREATE FUNCTION scheduled_tasks_tell_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT
        FROM (SELECT DISTINCT n.task_type, n.max_concurrent_runs, n.priority
              FROM inserted n
              -- Soon is worth a word too: the workers then know when to look. Farther away a regular look finds it in time.
              WHERE n.status = 'active' AND n.locked_at IS NULL AND n.next_run_at <= clock_timestamp() + interval '5 minutes') g
        -- What a claim would take first of the group, as in the claim.
        CROSS JOIN LATERAL (
            SELECT t.id
            FROM scheduled_tasks t
            WHERE t.status = 'active' AND t.locked_at IS NULL AND t.next_run_at IS NOT NULL
              AND t.task_type = g.task_type
              AND t.max_concurrent_runs = g.max_concurrent_runs
              AND t.priority = g.priority
              AND (t.hold_until IS NULL OR t.hold_until <= now())
            ORDER BY t.next_run_at, t.id
            LIMIT 1) first
        JOIN inserted n ON n.id = first.id)
    THEN
        PERFORM pg_notify('jobrunner_due', TG_TABLE_SCHEMA);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER scheduled_tasks_tell_inserted
    AFTER INSERT ON scheduled_tasks
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT
    EXECUTE FUNCTION scheduled_tasks_tell_inserted();

CREATE FUNCTION scheduled_tasks_tell_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id = (SELECT t.id
                 FROM scheduled_tasks t
                 WHERE t.status = 'active' AND t.locked_at IS NULL AND t.next_run_at IS NOT NULL
                   AND t.task_type = NEW.task_type
                   AND t.max_concurrent_runs = NEW.max_concurrent_runs
                   AND t.priority = NEW.priority
                   AND (t.hold_until IS NULL OR t.hold_until <= now())
                 ORDER BY t.next_run_at, t.id
                 LIMIT 1)
    THEN
        PERFORM pg_notify('jobrunner_due', TG_TABLE_SCHEMA);
    END IF;
    RETURN NULL;
END $$;

-- The condition keeps it away from claims, and from ends that leave nothing due.
CREATE TRIGGER scheduled_tasks_tell_changed
    AFTER UPDATE OF status, next_run_at, locked_at, hold_until, max_concurrent_runs ON scheduled_tasks
    FOR EACH ROW
    WHEN (NEW.status = 'active' AND NEW.locked_at IS NULL
          -- After a run only what is due at once: its worker looks after its end, and knows of the rest.
          AND NEW.next_run_at <= clock_timestamp() + CASE WHEN OLD.locked_at IS NULL THEN interval '5 minutes' ELSE interval '0' END
          AND (OLD.status <> 'active'
               OR OLD.locked_at IS NOT NULL
               OR OLD.next_run_at IS NULL
               OR OLD.next_run_at > NEW.next_run_at
               OR OLD.hold_until IS NOT NULL AND NEW.hold_until IS NULL
               OR OLD.max_concurrent_runs < NEW.max_concurrent_runs))
    EXECUTE FUNCTION scheduled_tasks_tell_changed();
