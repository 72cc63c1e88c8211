-- Which tasks a file declares, and what it said when it was applied last. A table of its own: claims and settles write rows of
-- scheduled_tasks all the time, and neither carry this along nor maintain an index for it.

SET LOCAL lock_timeout = '30s';

CREATE TABLE scheduled_task_set_members (
    task_id    bigint      PRIMARY KEY,
    task_set   text        NOT NULL CHECK (task_set <> ''),
    applied    jsonb       NOT NULL,
    pruned     boolean     NOT NULL DEFAULT false,
    applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE scheduled_task_set_members IS 'One row per task that the file of a set declares';
COMMENT ON COLUMN scheduled_task_set_members.task_set IS 'the name of the set';
COMMENT ON COLUMN scheduled_task_set_members.applied IS 'the fields that the file said, as they were stored; of the payload a digest';
COMMENT ON COLUMN scheduled_task_set_members.pruned IS 'paused since the file names it no more';

CREATE INDEX scheduled_task_set_members_by_set ON scheduled_task_set_members (task_set);

-- No foreign key: the id of an old system's table need not be its key. A deleted task takes its row along, by whatever it is deleted.
CREATE FUNCTION scheduled_tasks_leave_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM scheduled_task_set_members m WHERE m.task_id = OLD.id;
    RETURN NULL;
END $$;

CREATE TRIGGER scheduled_tasks_leave_set
    AFTER DELETE ON scheduled_tasks
    FOR EACH ROW
    EXECUTE FUNCTION scheduled_tasks_leave_set();
