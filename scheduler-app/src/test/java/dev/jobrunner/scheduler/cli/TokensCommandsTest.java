package dev.jobrunner.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.access.Token;
import dev.jobrunner.core.access.TokenStore;
import dev.jobrunner.core.testing.TestDatabase;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code tokens …}: for whoever has the database, so without a password. */
class TokensCommandsTest {

    private static TestDatabase database;
    private static String url;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        url = Answered.urlOf(database);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.jdbc().sql("TRUNCATE scheduled_task_tokens RESTART IDENTITY").update();
    }

    @Test
    void aTokenAloneGoesToStandardOutput() {
        Answered made = run("tokens", "create", "deploy", "--role", "operator", "--expires-days", "90");

        assertThat(made.code()).isZero();
        assertThat(made.out().strip()).matches("pjr_[A-Za-z0-9_-]{43}");
        assertThat(made.err())
                .contains("not shown again")
                .doesNotContain(made.out().strip());
        assertThat(new TokenStore(database.dataSource()).recognise(made.out().strip()))
                .map(Token::actor)
                .hasValue("token:deploy");
    }

    @Test
    void listsTellEverythingButTheToken() {
        assertThat(run("tokens", "list").out()).contains("no tokens yet");
        String secret =
                run("tokens", "create", "deploy", "--role", "viewer").out().strip();

        assertThat(run("tokens", "list").out())
                .contains("deploy", "viewer", "active", secret.substring(0, 10), "never")
                .doesNotContain(secret);
        JsonNode json = run("tokens", "list", "json").json();
        assertThat(json.get(0).propertyNames())
                .containsExactly(
                        "id",
                        "name",
                        "role",
                        "prefix",
                        "state",
                        "created_by",
                        "created_at",
                        "expires_at",
                        "last_used_at",
                        "revoked_at");
    }

    @Test
    void aRevokedTokenIsRevokedOnce() {
        run("tokens", "create", "deploy", "--role", "viewer");

        Answered revoked = run("tokens", "revoke", "1");
        Answered again = run("tokens", "revoke", "1");
        Answered unknown = run("tokens", "revoke", "7");

        assertThat(revoked.code()).isZero();
        assertThat(revoked.out()).contains("token 1 'deploy' is revoked");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("was revoked already");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("there is no token 7");
    }

    @Test
    void whatIsWrongIsNamed() {
        run("tokens", "create", "deploy", "--role", "viewer");

        assertThat(run("tokens", "create", "deploy", "--role", "viewer"))
                .satisfies(taken -> assertThat(taken.code()).isEqualTo(1))
                .satisfies(taken -> assertThat(taken.err()).contains("there is a token 'deploy' already"));
        assertThat(run("tokens", "create", "x", "--role", "boss"))
                .satisfies(wrong -> assertThat(wrong.code()).isEqualTo(2))
                .satisfies(wrong -> assertThat(wrong.err()).contains("role 'boss'", "viewer, operator, admin"));
        assertThat(run("tokens", "create", "x", "--role", "viewer", "--expires-days", "0")
                        .err())
                .contains("expires_days '0'", "from 1 to 3650");
        assertThat(run("tokens", "create", "", "--role", "viewer").err()).contains("name ''");
    }

    private static Answered run(String... arguments) {
        return Answered.to(Map.of("DATABASE_URL", url), Clock.systemUTC(), arguments);
    }
}
