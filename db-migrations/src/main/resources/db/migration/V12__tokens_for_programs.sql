-- What programs sign in with. The token itself is shown once and stored nowhere: 32 random bytes cannot be guessed, so their
-- plain SHA-256 is enough. A revoked token stays as a row, so that the audit's names keep their meaning.
CREATE TABLE scheduled_task_tokens (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name         text        NOT NULL CHECK (name <> ''),
    role         text        NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    hash         bytea       NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    prefix       text        NOT NULL,
    created_by   text        NOT NULL CHECK (created_by <> ''),
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at   timestamptz CHECK (expires_at > created_at),
    last_used_at timestamptz,
    revoked_at   timestamptz
);
COMMENT ON TABLE scheduled_task_tokens IS 'Tokens for the API, as SHA-256; a row is never removed';
COMMENT ON COLUMN scheduled_task_tokens.prefix IS 'the first characters, by which people recognise a token';
COMMENT ON COLUMN scheduled_task_tokens.last_used_at IS 'true to a minute';

-- The audit knows a token by its name.
CREATE UNIQUE INDEX scheduled_task_tokens_name ON scheduled_task_tokens (name) WHERE revoked_at IS NULL;
