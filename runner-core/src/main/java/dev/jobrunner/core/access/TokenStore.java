package dev.jobrunner.core.access;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes, recognises and revokes tokens. What changes is entered in the audit by the same statement. */
public final class TokenStore {

    private static final String COLUMNS = """
            id, name, role, prefix, created_by, created_at, expires_at, last_used_at, revoked_at,
            CASE
              WHEN revoked_at IS NOT NULL THEN 'REVOKED'
              WHEN expires_at <= now() THEN 'EXPIRED'
              ELSE 'ACTIVE'
            END AS state
            """;

    private static final String CREATE = """
            WITH made AS (
              INSERT INTO scheduled_task_tokens (name, role, hash, prefix, created_by, expires_at)
              VALUES (:name, :role, :hash, :prefix, :actor, clock_timestamp() + :seconds * interval '1 second')
              ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING
              RETURNING *
            ), entered AS (
              INSERT INTO scheduled_task_audit (actor, face, action, subject_kind, subject_id, subject_name, after)
              SELECT :actor, :face, 'create', 'token', id::text, name,
                     jsonb_build_object('role', role, 'prefix', prefix, 'expires_at', expires_at)
              FROM made
            )
            SELECT %s
            FROM made
            """.formatted(COLUMNS);

    private static final String REVOKE = """
            WITH revoked AS (
              UPDATE scheduled_task_tokens
              SET revoked_at = clock_timestamp()
              WHERE id = :id
                AND revoked_at IS NULL
              RETURNING *
            ), entered AS (
              INSERT INTO scheduled_task_audit (actor, face, action, subject_kind, subject_id, subject_name, before, after)
              SELECT :actor, :face, 'revoke', 'token', id::text, name,
                     jsonb_build_object('role', role, 'prefix', prefix, 'revoked_at', NULL),
                     jsonb_build_object('role', role, 'prefix', prefix, 'revoked_at', revoked_at)
              FROM revoked
            )
            SELECT %s
            FROM revoked
            """.formatted(COLUMNS);

    private static final String LIST = """
            SELECT %s
            FROM scheduled_task_tokens
            WHERE id < :before
            ORDER BY id DESC
            LIMIT :limit
            """.formatted(COLUMNS);

    private static final String FIND = """
            SELECT %s
            FROM scheduled_task_tokens
            WHERE id = :id
            """.formatted(COLUMNS);

    private static final String RECOGNISE = """
            SELECT %s, coalesce(last_used_at < now() - interval '1 minute', true) AS use_is_news
            FROM scheduled_task_tokens
            WHERE hash = :hash
            """.formatted(COLUMNS);

    /** The second condition keeps requests that come at once from writing one after the other. */
    private static final String USED = """
            UPDATE scheduled_task_tokens
            SET last_used_at = now()
            WHERE id = :id
              AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')
            """;

    private final JdbcClient jdbc;

    public TokenStore(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Empty if a token that is not revoked has this name already. */
    public Optional<IssuedToken> create(NewToken token, Actor actor) {
        String secret = TokenText.random();
        return jdbc.sql(CREATE)
                .param("name", token.name())
                .param("role", token.role().word())
                .param("hash", TokenText.hash(secret))
                .param("prefix", TokenText.prefix(secret))
                .param(
                        "seconds",
                        token.lifetime() == null ? null : token.lifetime().toSeconds(),
                        Types.BIGINT)
                .param("actor", actor.name())
                .param("face", actor.face().word())
                .query(TokenStore::token)
                .optional()
                .map(made -> new IssuedToken(made, secret));
    }

    /** The token as it is now; empty if there is none of that id or it was revoked before. */
    public Optional<Token> revoke(long id, Actor actor) {
        return jdbc.sql(REVOKE)
                .param("id", id)
                .param("actor", actor.name())
                .param("face", actor.face().word())
                .query(TokenStore::token)
                .optional();
    }

    /** By id, newest first. */
    public List<Token> list(long before, int limit) {
        return jdbc.sql(LIST)
                .param("before", before)
                .param("limit", limit)
                .query(TokenStore::token)
                .list();
    }

    public Optional<Token> find(long id) {
        return jdbc.sql(FIND).param("id", id).query(TokenStore::token).optional();
    }

    /**
     * The active token of this text; empty if there is none or it has expired or was revoked. Asks the database each time,
     * so a revocation counts from the next request on, whichever scheduler it reaches.
     */
    public Optional<Token> recognise(String secret) {
        if (!TokenText.isOne(secret)) {
            return Optional.empty();
        }
        Optional<Use> use = jdbc.sql(RECOGNISE)
                .param("hash", TokenText.hash(secret))
                .query((row, number) -> new Use(token(row, number), row.getBoolean("use_is_news")))
                .optional()
                .filter(found -> found.token().state() == Token.State.ACTIVE);
        use.filter(Use::isNews)
                .ifPresent(news -> jdbc.sql(USED).param("id", news.token().id()).update());
        return use.map(Use::token);
    }

    private static Token token(ResultSet row, int number) throws SQLException {
        return new Token(
                row.getLong("id"),
                row.getString("name"),
                Role.of(row.getString("role")).orElseThrow(),
                row.getString("prefix"),
                Token.State.valueOf(row.getString("state")),
                row.getString("created_by"),
                Instants.required(row, "created_at"),
                Instants.nullable(row, "expires_at"),
                Instants.nullable(row, "last_used_at"),
                Instants.nullable(row, "revoked_at"));
    }

    private record Use(Token token, boolean isNews) {}
}
