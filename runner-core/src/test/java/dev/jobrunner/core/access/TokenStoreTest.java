package dev.jobrunner.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.Face;
import dev.jobrunner.core.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenStoreTest {

    private static final Actor ADA = new Actor("ada", Face.CLI);

    private static TestDatabase database;
    private static TokenStore tokens;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        tokens = new TokenStore(database.dataSource());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.jdbc().sql("TRUNCATE scheduled_task_tokens").update();
    }

    @Test
    void aTokenIsRecognisedAndItsTextIsStoredNowhere() {
        IssuedToken issued = make("deploy", null);

        assertThat(issued.secret())
                .matches("pjr_[A-Za-z0-9_-]{43}")
                .startsWith(issued.token().prefix());
        assertThat(issued.toString()).doesNotContain(issued.secret());
        assertThat(tokens.recognise(issued.secret())).hasValueSatisfying(token -> {
            assertThat(token.actor()).isEqualTo("token:deploy");
            assertThat(token.role()).isEqualTo(Role.OPERATOR);
        });
        assertThat(everythingStored()).doesNotContain(issued.secret());
        assertThat(make("other", null).secret()).isNotEqualTo(issued.secret());
    }

    @Test
    void whatIsNoTokenLetsNobodyIn() {
        String secret = make("deploy", null).secret();

        for (String wrong :
                List.of("", "pjr_", secret + "x", secret.substring(1), secret.toLowerCase(Locale.ROOT), "' OR ''='")) {
            assertThat(tokens.recognise(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void aRevokedTokenLetsNobodyInFromTheNextRequestOn() {
        IssuedToken issued = make("deploy", null);
        long id = issued.token().id();

        assertThat(tokens.revoke(id, ADA)).map(Token::state).hasValue(Token.State.REVOKED);

        assertThat(tokens.recognise(issued.secret())).isEmpty();
        assertThat(tokens.revoke(id, ADA)).as("once is enough").isEmpty();
        assertThat(tokens.find(id)).isPresent();
        assertThat(make("deploy", null).token().id())
                .as("the name is free again")
                .isNotEqualTo(id);
    }

    @Test
    void anExpiredTokenLetsNobodyIn() {
        IssuedToken issued = make("deploy", Duration.ofDays(1));
        assertThat(tokens.recognise(issued.secret())).isPresent();

        database.jdbc()
                .sql("UPDATE scheduled_task_tokens SET created_at = created_at - interval '2 days', expires_at = now()")
                .update();

        assertThat(tokens.recognise(issued.secret())).isEmpty();
        assertThat(tokens.list(Long.MAX_VALUE, 10)).extracting(Token::state).containsExactly(Token.State.EXPIRED);
    }

    @Test
    void aNameThatCountsIsTakenOnce() {
        make("deploy", null);

        assertThat(tokens.create(new NewToken("deploy", Role.VIEWER, null), ADA))
                .isEmpty();
    }

    @Test
    void theLastUseIsWrittenOnceAMinute() {
        String secret = make("deploy", null).secret();
        tokens.recognise(secret);
        Object first = lastUse();
        tokens.recognise(secret);
        assertThat(lastUse()).isEqualTo(first);

        database.jdbc()
                .sql("UPDATE scheduled_task_tokens SET last_used_at = last_used_at - interval '61 seconds'")
                .update();
        tokens.recognise(secret);

        assertThat(lastUse()).isNotEqualTo(first);
    }

    @Test
    void whoMadeAndRevokedItIsInTheAudit() {
        long id = make("deploy", null).token().id();
        tokens.revoke(id, new Actor("bob", Face.PAGE));

        assertThat(database.jdbc()
                        .sql(
                                "SELECT actor || ' ' || face || ' ' || action || ' ' || subject_name || ' ' || (after ->> 'role')"
                                        + " FROM scheduled_task_audit WHERE subject_kind = 'token' AND subject_id = :id ORDER BY id")
                        .param("id", Long.toString(id))
                        .query(String.class)
                        .list())
                .containsExactly("ada cli create deploy operator", "bob page revoke deploy operator");
    }

    @Test
    void aListGoesOnWhereThePageBeforeEnded() {
        make("a", null);
        long second = make("b", null).token().id();
        make("c", null);

        assertThat(tokens.list(Long.MAX_VALUE, 2)).extracting(Token::name).containsExactly("c", "b");
        assertThat(tokens.list(second, 2)).extracting(Token::name).containsExactly("a");
    }

    private static IssuedToken make(String name, @Nullable Duration lifetime) {
        return tokens.create(new NewToken(name, Role.OPERATOR, lifetime), ADA).orElseThrow();
    }

    private static String everythingStored() {
        return database.jdbc()
                .sql(
                        "SELECT coalesce(string_agg(t::text, ' '), '') || coalesce((SELECT string_agg(a::text, ' ') FROM scheduled_task_audit a), '')"
                                + " FROM scheduled_task_tokens t")
                .query(String.class)
                .single();
    }

    private static Object lastUse() {
        return database.jdbc()
                .sql("SELECT last_used_at::text FROM scheduled_task_tokens")
                .query(String.class)
                .single();
    }
}
