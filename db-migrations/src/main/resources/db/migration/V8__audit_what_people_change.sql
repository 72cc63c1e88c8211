-- Who changed what, over which face, before and after. Rows are only ever added: neither the product nor an operator's
-- UPDATE, DELETE or TRUNCATE takes one away again.
CREATE TABLE scheduled_task_audit (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor        text        NOT NULL CHECK (actor <> ''),
    face         text        NOT NULL CHECK (face IN ('page', 'api', 'cli')),
    action       text        NOT NULL CHECK (action <> ''),
    subject_kind text        NOT NULL CHECK (subject_kind IN ('task', 'worker', 'token', 'session', 'runs')),
    subject_id   text,
    subject_name text,
    before       jsonb,
    after        jsonb
);
COMMENT ON TABLE scheduled_task_audit IS 'What people changed through pages, API and command line; append-only';
COMMENT ON COLUMN scheduled_task_audit.before IS 'the fields that the action changed, as they were; NULL when the subject did not exist';
COMMENT ON COLUMN scheduled_task_audit.after IS 'the same fields afterwards; NULL when the subject is gone';

CREATE INDEX scheduled_task_audit_by_subject ON scheduled_task_audit (subject_kind, subject_id, id);

CREATE FUNCTION scheduled_task_audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'scheduled_task_audit is append-only: % is refused', TG_OP
        USING HINT = 'An entry is never changed or removed; a correction is a new entry.';
END $$;

CREATE TRIGGER scheduled_task_audit_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON scheduled_task_audit
    FOR EACH STATEMENT
    EXECUTE FUNCTION scheduled_task_audit_append_only();
