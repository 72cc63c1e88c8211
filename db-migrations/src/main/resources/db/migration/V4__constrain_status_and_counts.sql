-- Invariants. The words of an old database that are none of ours stay allowed there, so that its rows can still be updated.

SET LOCAL lock_timeout = '30s';

DO $$
DECLARE
    words   record;
    allowed text[];
BEGIN
    FOR words IN
        SELECT * FROM (VALUES
            ('scheduled_tasks', 'status', ARRAY['active', 'paused', 'disabled', 'completed', 'inactive']),
            ('scheduled_tasks', 'last_status', ARRAY['ready', 'running', 'completed', 'failed']),
            ('scheduled_task_logs', 'status', ARRAY['running', 'completed', 'failed', 'cancelled', 'lost', 'skipped', 'success'])
        ) AS v (table_name, column_name, allowed)
    LOOP
        EXECUTE format('SELECT array_agg(DISTINCT word) FROM (SELECT unnest($1) UNION SELECT %1$I FROM %2$I WHERE %1$I IS NOT NULL) AS w (word)',
                       words.column_name, words.table_name)
            INTO allowed USING words.allowed;
        EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%I = ANY (%L::text[]))',
                       words.table_name, words.table_name || '_' || words.column_name || '_word', words.column_name, allowed);
    END LOOP;
END $$;

ALTER TABLE scheduled_tasks
    ADD CONSTRAINT scheduled_tasks_fail_count_counts CHECK (fail_count >= 0 AND loss_count >= 0 AND attempt >= 0),
    ADD CONSTRAINT scheduled_tasks_max_concurrent_runs_counts CHECK (max_concurrent_runs >= 0),
    ADD CONSTRAINT scheduled_tasks_token_means_locked
        CHECK (lock_token IS NULL OR (locked_at IS NOT NULL AND run_id IS NOT NULL AND scheduled_for IS NOT NULL)),
    ADD CONSTRAINT scheduled_tasks_name_present CHECK (name <> '');

CREATE UNIQUE INDEX scheduled_tasks_name ON scheduled_tasks (name);
