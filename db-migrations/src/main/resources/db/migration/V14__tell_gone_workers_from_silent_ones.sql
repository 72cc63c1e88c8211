-- A worker that was killed is noticed sooner than one that is merely silent: the server sees its connection end.

ALTER TABLE scheduled_task_workers
    ADD COLUMN stopped_after interval,
    ADD COLUMN session_pid   integer;
COMMENT ON COLUMN scheduled_task_workers.stopped_after IS 'this long after its last heartbeat nothing runs any more of what it ran: what cannot renew stops by itself; NULL: not told, by a version before this column';
COMMENT ON COLUMN scheduled_task_workers.session_pid IS 'the server process of the connection of its last heartbeat (pg_stat_activity.pid); behind a pooler it says nothing of the worker';
