-- Old databases: integers become bigint, character columns text, times without a zone timestamptz.
-- Values stay what they are; a time without a zone is read in ${legacyTimeZone} (setting LEGACY_TIME_ZONE, default UTC).
-- On a database that V1 created, nothing here finds anything to do.

-- Waiting for ever behind an open transaction would stop the old system too: give up with an error and try again.
SET LOCAL lock_timeout = '30s';

DO $$
DECLARE
    col   record;
    con   record;
    kind  text;
    views text;
BEGIN
    FOR col IN
        SELECT c.table_name, c.column_name, c.data_type
        FROM information_schema.columns c
        WHERE c.table_schema = current_schema()
          AND (c.table_name, c.column_name) IN (('scheduled_tasks', 'id'), ('scheduled_task_logs', 'id'),
                                                ('scheduled_task_logs', 'scheduled_task_id'))
          AND c.data_type NOT IN ('bigint', 'integer', 'smallint')
    LOOP
        RAISE EXCEPTION 'Column %.% has type %; only whole-number ids can be taken over', col.table_name, col.column_name, col.data_type
            USING HINT = 'Nothing was changed. Copy the tables into new ones with bigint ids, or start with an empty schema and import.';
    END LOOP;

    -- A foreign key would keep a task from being deleted while its ledger is kept; a check on the old words would
    -- refuse the new ones. The migrations that follow set the constraints that hold from now on.
    FOR con IN
        SELECT r.relname AS table_name, c.conname
        FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
        WHERE r.relnamespace = current_schema()::regnamespace
          AND r.relname IN ('scheduled_tasks', 'scheduled_task_logs')
          AND (c.contype = 'f' AND c.confrelid = 'scheduled_tasks'::regclass
               OR c.contype = 'c' AND pg_get_constraintdef(c.oid) ~ '\m(last_)?status\M')
    LOOP
        EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', con.table_name, con.conname);
        RAISE NOTICE 'Dropped constraint % of %: superseded', con.conname, con.table_name;
    END LOOP;

    -- Several tasks may share a type, and a pattern.
    FOR con IN
        SELECT r.relname AS table_name, i.indexrelid::regclass AS index_name, c.conname
        FROM pg_index i
        JOIN pg_class r ON r.oid = i.indrelid
        LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'u'
        WHERE i.indrelid = 'scheduled_tasks'::regclass
          AND i.indisunique AND NOT i.indisprimary
          AND EXISTS (SELECT 1 FROM pg_attribute a
                      WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                        AND a.attname IN ('task_type', 'schedule_pattern', 'status'))
    LOOP
        IF con.conname IS NULL THEN
            EXECUTE format('DROP INDEX %s', con.index_name);
        ELSE
            EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', con.table_name, con.conname);
        END IF;
        RAISE NOTICE 'Dropped unique index % of %: several tasks may share a type', con.index_name, con.table_name;
    END LOOP;

    FOR col IN
        SELECT c.table_name, c.column_name, c.data_type, c.column_default
        FROM information_schema.columns c
        WHERE c.table_schema = current_schema()
          AND c.table_name IN ('scheduled_tasks', 'scheduled_task_logs')
          AND (c.data_type = 'timestamp without time zone'
               OR c.data_type IN ('smallint', 'integer') AND c.column_name IN ('id', 'scheduled_task_id')
               OR c.data_type IN ('character varying', 'character', 'USER-DEFINED')
                  AND c.column_name IN ('task_type', 'schedule_pattern', 'status', 'last_status', 'locked_by', 'error_message'))
    LOOP
        SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO views
        FROM pg_depend d
        JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
        JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.refobjid = col.table_name::regclass AND a.attname = col.column_name;
        IF views IS NOT NULL THEN
            RAISE EXCEPTION 'The type of %.% has to change, but these views use it: %', col.table_name, col.column_name, views
                USING HINT = 'Nothing was changed. Drop the views, migrate, and create them again.';
        END IF;
        IF col.data_type = 'timestamp without time zone' THEN
            kind := format('timestamptz USING %I AT TIME ZONE %L', col.column_name, '${legacyTimeZone}');
        ELSIF col.data_type IN ('smallint', 'integer') THEN
            kind := 'bigint';
        ELSE
            kind := format('text USING %I::text', col.column_name);
        END IF;
        -- A default of the old type may not cast by itself: take it off and put it back as a value of the new type.
        IF col.column_default IS NOT NULL AND col.data_type NOT IN ('smallint', 'integer') THEN
            EXECUTE format('ALTER TABLE %I ALTER COLUMN %I DROP DEFAULT', col.table_name, col.column_name);
        END IF;
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE %s', col.table_name, col.column_name, kind);
        IF col.column_default IS NOT NULL AND col.data_type = 'timestamp without time zone' THEN
            EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET DEFAULT now()', col.table_name, col.column_name);
        ELSIF col.column_default IS NOT NULL AND col.data_type NOT IN ('smallint', 'integer') THEN
            EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET DEFAULT %s', col.table_name, col.column_name,
                           regexp_replace(col.column_default, '::.*$', ''));
        END IF;
    END LOOP;
END $$;

-- A column that must be filled in would refuse rows that do not know it: one-off tasks have no pattern, and the ledger's
-- rows know none of the columns that the old system had beside ours.
DO $$
DECLARE
    col record;
BEGIN
    FOR col IN
        SELECT r.relname AS table_name, a.attname AS column_name
        FROM pg_attribute a JOIN pg_class r ON r.oid = a.attrelid
        WHERE r.relnamespace = current_schema()::regnamespace
          AND r.relname IN ('scheduled_tasks', 'scheduled_task_logs')
          AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull
          AND NOT a.atthasdef AND a.attidentity = ''
          AND a.attname NOT IN ('id', 'task_type', 'status', 'scheduled_task_id', 'executed_at')
          AND NOT EXISTS (SELECT 1 FROM pg_constraint c
                          WHERE c.conrelid = r.oid AND c.contype = 'p' AND a.attnum = ANY (c.conkey))
    LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I DROP NOT NULL', col.table_name, col.column_name);
        RAISE NOTICE 'Column %.% may be NULL from now on', col.table_name, col.column_name;
    END LOOP;
END $$;

-- An id that nothing fills in is filled in from now on.
DO $$
DECLARE
    tab text;
BEGIN
    FOREACH tab IN ARRAY ARRAY['scheduled_tasks', 'scheduled_task_logs'] LOOP
        IF EXISTS (SELECT 1 FROM information_schema.columns
                   WHERE table_schema = current_schema() AND table_name = tab AND column_name = 'id'
                     AND column_default IS NULL AND is_identity = 'NO') THEN
            EXECUTE format('ALTER TABLE %I ALTER COLUMN id SET NOT NULL', tab);
            EXECUTE format('ALTER TABLE %I ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY', tab);
            EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, ''id''), greatest((SELECT max(id) FROM %I), 1))', tab, tab);
        END IF;
        IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = tab::regclass AND contype IN ('p', 'u')
                         AND conkey = ARRAY[(SELECT attnum FROM pg_attribute WHERE attrelid = tab::regclass AND attname = 'id')]) THEN
            EXECUTE format('ALTER TABLE %I ADD PRIMARY KEY (id)', tab);
        END IF;
    END LOOP;
END $$;

ALTER TABLE scheduled_tasks ALTER COLUMN status SET DEFAULT 'active';
ALTER TABLE scheduled_task_logs ALTER COLUMN executed_at SET DEFAULT now();
