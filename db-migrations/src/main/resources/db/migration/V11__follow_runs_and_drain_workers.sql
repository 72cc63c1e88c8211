-- What live runs have printed so far, and the wish that a worker takes no more work.

-- Unlogged: it is a copy for people who watch. A crash of the server empties it, and the workers that still run fill it again.
CREATE UNLOGGED TABLE scheduled_task_live_output (
    run_id     bigint PRIMARY KEY,
    task_id    bigint      NOT NULL,
    first_byte bigint      NOT NULL CHECK (first_byte >= 0),
    output     text        NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
) WITH (
    -- One row per run that is printing, rewritten about once a second.
    fillfactor = 50,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 200,
    autovacuum_vacuum_insert_scale_factor = 0,
    toast.autovacuum_vacuum_scale_factor = 0,
    toast.autovacuum_vacuum_threshold = 1000
);
COMMENT ON TABLE scheduled_task_live_output IS 'The last 64 KB at most of what each live run has printed; gone when the run has ended';
COMMENT ON COLUMN scheduled_task_live_output.first_byte IS 'where the kept part begins in all that was printed, in bytes of UTF-8';

ALTER TABLE scheduled_task_workers ADD COLUMN drain_requested_at timestamptz;
COMMENT ON COLUMN scheduled_task_workers.drain_requested_at IS 'since when somebody wants it to claim no more; NULL: it may claim. A worker that shuts down drains without it';
