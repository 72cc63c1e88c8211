-- One row per scheduler process, so that every face, the command line too, can tell when the last tick was.
CREATE TABLE scheduled_task_schedulers (
    id            text PRIMARY KEY,
    host          text        NOT NULL,
    version       text        NOT NULL,
    tick_interval interval    NOT NULL,
    started_at    timestamptz NOT NULL DEFAULT now(),
    last_tick_at  timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100);
COMMENT ON TABLE scheduled_task_schedulers IS 'One row per scheduler process, renewed at each tick';
