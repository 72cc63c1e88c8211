-- What becomes of slots that could not run when they were due. The default is what has been so far: one run for all of them.

SET LOCAL lock_timeout = '30s';

ALTER TABLE scheduled_tasks
    ADD COLUMN catch_up                text NOT NULL DEFAULT 'one',
    ADD COLUMN catch_up_limit          integer,
    ADD COLUMN catch_up_window_seconds integer,
    ADD CONSTRAINT scheduled_tasks_catch_up_word CHECK (catch_up IN ('skip', 'one', 'all')),
    ADD CONSTRAINT scheduled_tasks_catch_up_limit_counts CHECK (catch_up_limit BETWEEN 1 AND 10000),
    ADD CONSTRAINT scheduled_tasks_catch_up_window_passes CHECK (catch_up_window_seconds > 0);
COMMENT ON COLUMN scheduled_tasks.catch_up IS 'of slots that were missed run: skip, none that is late; one, one for all of them; all, each';
COMMENT ON COLUMN scheduled_tasks.catch_up_limit IS 'for all: the newest so many at the most; NULL: 100';
COMMENT ON COLUMN scheduled_tasks.catch_up_window_seconds IS 'how late a slot may still start; NULL: 60 for skip, else without bound';
