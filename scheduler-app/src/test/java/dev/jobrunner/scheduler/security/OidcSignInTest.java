package dev.jobrunner.scheduler.security;

import static dev.jobrunner.scheduler.testing.FormBrowser.location;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.scheduler.testing.FormBrowser;
import dev.jobrunner.scheduler.testing.RunningScheduler;
import dev.jobrunner.scheduler.testing.SignedIn;
import dev.jobrunner.scheduler.testing.Stranger;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** People who sign in through their organisation's provider. */
@ExtendWith(OutputCaptureExtension.class)
class OidcSignInTest {

    private static RunningScheduler scheduler;
    private static TestProvider provider;

    /** The scheduler before its provider. */
    @BeforeAll
    static void start() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        scheduler = RunningScheduler.start(
                Stranger.TRUST,
                "--jobrunner.oidc.issuer-uri=http://127.0.0.1:" + port,
                "--jobrunner.oidc.client-id=jobs",
                "--jobrunner.oidc.client-secret=s3cret",
                "--jobrunner.oidc.role-claim=groups",
                "--jobrunner.oidc.viewers=staff",
                "--jobrunner.oidc.operators=on-call,sre",
                "--jobrunner.oidc.admins=platform");
        provider = new TestProvider(port);
    }

    @BeforeEach
    void forget() {
        provider.forget();
    }

    @AfterAll
    static void stop() {
        scheduler.close();
        provider.close();
    }

    @Test
    void aGroupMakesTheRoleAndTheWantedPageIsKept() throws Exception {
        provider.claims = claims -> claims.claim("groups", List.of("staff", "platform"));
        FormBrowser browser = scheduler.browser();
        assertThat(browser.get("/sign-in?next=%2Ftokens").body()).contains("/sign-in/oidc?next=/tokens");

        HttpResponse<String> start = browser.get("/sign-in/oidc?next=/tokens");
        String before = browser.session().orElseThrow().getValue();
        HttpResponse<String> back = browser.open(provider.agree(location(start)));

        assertThat(provider.asked())
                .containsEntry("scope", "openid profile email groups")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", scheduler.address() + "/sign-in/back/oidc")
                .containsKeys("nonce", "state");
        assertThat(location(back)).isEqualTo(scheduler.address() + "/tokens");
        assertThat(browser.session().orElseThrow().getValue()).isNotEqualTo(before);
        assertThat(browser.get("/tokens").body()).contains("sso:ada");
        assertThat(lastSession()).isEqualTo("sso:ada sign-in oidc");
    }

    @Test
    void groupsMayComeFromTheUserInfoAndDecideBetweenRoles() throws Exception {
        provider.userInfo = Map.of("groups", List.of("sre"));
        FormBrowser browser = through();

        assertThat(browser.get("/tokens").statusCode()).isEqualTo(403);
        assertThat(browser.get("/no-such-page").statusCode()).isEqualTo(404);
    }

    @Test
    void nobodyHasARoleByDefaultAndThePageSaysSo() throws Exception {
        provider.claims = claims -> claims.claim("groups", List.of("strangers")).claim("role", "admin");
        FormBrowser browser = through();

        HttpResponse<String> answer = browser.get("/");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("sso:ada", "you have no role here", "OIDC_VIEWERS", "Sign out");
        assertThat(scheduler
                        .send(Stranger.of(scheduler)
                                .request("GET", "/api/v1/schedule/preview?pattern=@daily")
                                .header("Cookie", browser.cookieHeader()))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aTokenOfAnotherKeyIsRefused(CapturedOutput output) throws Exception {
        provider.claims = claims -> claims.claim("groups", List.of("platform"));
        provider.signingKey = TestProvider.newKey();

        isRefused("invalid_id_token", output);
    }

    @Test
    void aTokenForAnotherSignInIsRefused(CapturedOutput output) throws Exception {
        provider.claims = claims -> claims.claim("groups", List.of("platform")).claim("nonce", "another");

        isRefused("invalid_nonce", output);
    }

    @Test
    void aTokenForAnotherClientOrFromAnotherIssuerIsRefused(CapturedOutput output) throws Exception {
        provider.claims = claims -> claims.claim("groups", List.of("platform")).audience("others");
        isRefused("aud", output);
        provider.claims = claims -> claims.claim("groups", List.of("platform")).issuer("http://127.0.0.1:1");
        isRefused("iss", output);
    }

    @Test
    void anAnswerThatNobodyAskedForIsRefused() throws Exception {
        FormBrowser victim = scheduler.browser();
        provider.agree(location(scheduler.browser().get("/sign-in/oidc")));

        HttpResponse<String> answer = victim.get(
                "/sign-in/back/oidc?code=a-code&state=" + provider.asked().get("state"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(victim.get("/").statusCode()).isEqualTo(302);
    }

    @Test
    void whileTheProviderIsAwayPeopleLearnItAndSignInWithAPassword() throws Exception {
        try (RunningScheduler lonely = RunningScheduler.start(
                Stranger.TRUST,
                "--jobrunner.oidc.issuer-uri=http://127.0.0.1:1",
                "--jobrunner.oidc.client-id=jobs",
                "--jobrunner.oidc.client-secret=s3cret",
                "--jobrunner.oidc.viewers=staff")) {
            HttpResponse<String> answer = lonely.browser().get("/sign-in/oidc");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body())
                    .contains("does not answer", "name=\"password\"")
                    .doesNotContain("127.0.0.1:1");
            assertThat(lonely.browser()
                            .signIn("viewer", SignedIn.passwordOf(Role.VIEWER))
                            .statusCode())
                    .isEqualTo(302);
        }
    }

    private static FormBrowser through() throws Exception {
        FormBrowser browser = scheduler.browser();
        HttpResponse<String> back = browser.open(provider.agree(location(browser.get("/sign-in/oidc"))));
        assertThat(location(back)).isEqualTo(scheduler.address() + "/");
        return browser;
    }

    private static void isRefused(String reason, CapturedOutput output) throws Exception {
        FormBrowser browser = scheduler.browser();

        HttpResponse<String> answer = browser.open(provider.agree(location(browser.get("/sign-in/oidc"))));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("did not succeed");
        assertThat(browser.get("/tokens").statusCode()).isEqualTo(302);
        assertThat(output.getOut().lines().filter(line -> line.contains("OpenID Connect provider failed")))
                .last()
                .asString()
                .contains(reason);
    }

    private static String lastSession() {
        return scheduler
                .database()
                .jdbc()
                .sql("SELECT actor || ' ' || action || ' ' || (after ->> 'way') FROM scheduled_task_audit"
                        + " WHERE subject_kind = 'session' ORDER BY id DESC LIMIT 1")
                .query(String.class)
                .single();
    }
}
