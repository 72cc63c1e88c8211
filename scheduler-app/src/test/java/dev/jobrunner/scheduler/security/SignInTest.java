package dev.jobrunner.scheduler.security;

import static dev.jobrunner.scheduler.testing.FormBrowser.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.scheduler.testing.FormBrowser;
import dev.jobrunner.scheduler.testing.RunningScheduler;
import dev.jobrunner.scheduler.testing.SignedIn;
import dev.jobrunner.scheduler.testing.Stranger;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in and out as browsers and programs do. */
class SignInTest {

    private static RunningScheduler scheduler;

    @BeforeAll
    static void start() {
        scheduler = RunningScheduler.start(Stranger.TRUST, "--jobrunner.scheduler.tick-interval=250ms");
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    @Test
    void aStrangerIsLedToTheFormAndFromThereToThePageTheyWanted() throws Exception {
        FormBrowser browser = scheduler.browser();
        HttpResponse<String> refused = browser.get("/tokens?a=b");
        assertThat(refused.statusCode()).isEqualTo(302);
        assertThat(location(refused)).endsWith("/sign-in?next=%2Ftokens%3Fa%3Db");

        HttpResponse<String> form = browser.get("/sign-in?next=%2Ftokens%3Fa%3Db");
        assertThat(form.body()).contains("name=\"next\" value=\"/tokens?a=b\"").doesNotContain("_csrf");

        HttpResponse<String> answer = browser.post(
                "/sign-in",
                Map.of("username", "admin", "password", SignedIn.passwordOf(Role.ADMIN), "next", "/tokens?a=b"));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).isEqualTo(scheduler.address() + "/tokens?a=b");
        assertThat(browser.get("/tokens").body()).contains("<h1>Tokens</h1>", "Sign out");
    }

    @Test
    void lookingAroundMakesNoSession() throws Exception {
        FormBrowser browser = scheduler.browser();
        browser.get("/");
        browser.get("/sign-in");
        browser.signIn("admin", "wrong");
        browser.get("/api/v1/tokens");

        assertThat(browser.session()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example",
                "/\\evil.example",
                "\\evil",
                "/a\nb",
                "evil",
                "/sign-out"
            })
    void nothingLeadsToAnotherSiteAfterTheSignIn(String next) throws Exception {
        HttpResponse<String> answer = scheduler
                .browser()
                .post(
                        "/sign-in",
                        Map.of("username", "viewer", "password", SignedIn.passwordOf(Role.VIEWER), "next", next));

        assertThat(location(answer)).isEqualTo(scheduler.address() + "/");
    }

    @Test
    void aWrongNameAndAWrongPasswordAreAnsweredAlike() throws Exception {
        HttpResponse<String> wrongName = scheduler.browser().signIn("nobody", "x");
        HttpResponse<String> wrongPassword = scheduler.browser().signIn("admin", "x");

        assertThat(wrongName.statusCode()).isEqualTo(401);
        assertThat(wrongPassword.statusCode()).isEqualTo(401);
        assertThat(withoutTimes(wrongName.body())).isEqualTo(withoutTimes(wrongPassword.body()));
        assertThat(wrongName.body()).contains("Name or password is wrong.", "name=\"password\"");
    }

    @Test
    void anAddressThatFailsTooOftenIsNotHeardAndNobodyElseIsHeldUp() throws Exception {
        FormBrowser guesser = scheduler.browser();
        for (int i = 0; i < SignInThrottle.FREE; i++) {
            assertThat(guesser.signIn("admin", "guess " + i).statusCode()).isEqualTo(401);
        }

        HttpResponse<String> wrong = guesser.signIn("admin", "guess");
        HttpResponse<String> right = guesser.signIn("admin", SignedIn.passwordOf(Role.ADMIN));

        for (HttpResponse<String> answer : List.of(wrong, right)) {
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(
                            answer.headers().firstValue("Retry-After").orElse("")))
                    .isBetween(1, SignInThrottle.SECONDS_EACH);
            assertThat(answer.body()).contains("Too many failed sign-ins");
        }
        assertThat(scheduler
                        .browser()
                        .signIn("admin", SignedIn.passwordOf(Role.ADMIN))
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    void programsAreThrottledTooButNotAValidToken() throws Exception {
        Stranger client = Stranger.of(scheduler);
        String token = SignedIn.token(scheduler, "throttled", Role.VIEWER).secret();
        for (int i = 0; i < SignInThrottle.FREE; i++) {
            String wrong = i % 2 == 0 ? "Basic YWRtaW46d3Jvbmc=" : "Bearer pjr_wrong";
            assertThat(preview(client, wrong).statusCode()).isEqualTo(401);
        }

        HttpResponse<String> answer = preview(client, SignedIn.as(Role.ADMIN));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(preview(client, "Bearer pjr_wrong").statusCode()).isEqualTo(429);
        assertThat(preview(client, "Bearer " + token).statusCode()).isEqualTo(200);
    }

    @Test
    void whatTheClientWritesIntoForwardedForDoesNotHelpIt() throws Exception {
        Stranger client = Stranger.of(scheduler);
        for (int i = 0; i < SignInThrottle.FREE; i++) {
            preview(client.pretending("8.8.8." + i), "Basic YWRtaW46d3Jvbmc=");
        }

        assertThat(preview(client.pretending("9.9.9.9"), SignedIn.as(Role.ADMIN))
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void theSignInChangesTheSessionAndTheSignOutEndsIt() throws Exception {
        FormBrowser browser = scheduler.browser(Role.VIEWER);
        String first = browser.session().orElseThrow().getValue();
        browser.signIn("operator", SignedIn.passwordOf(Role.OPERATOR));
        String second = browser.session().orElseThrow().getValue();
        assertThat(second).isNotEqualTo(first);
        assertThat(send("/no-such-page", "jobrunner=" + first).statusCode()).isEqualTo(302);

        assertThat(browser.post("/sign-out", Map.of()).statusCode()).isEqualTo(403);
        assertThat(browser.get("/no-such-page").statusCode()).isEqualTo(404);
        HttpResponse<String> out = browser.submit("/sign-out", Map.of());

        assertThat(location(out)).endsWith("/sign-in?signed_out");
        assertThat(browser.session())
                .as("browsers drop the pages that it has shown")
                .isEmpty();
        assertThat(send("/no-such-page", "jobrunner=" + second).statusCode()).isEqualTo(302);
        assertThat(browser.get("/sign-in?signed_out").body()).contains("You are signed out.");
    }

    @Test
    void theSessionsCookieIsOutOfReach() throws Exception {
        HttpRequest.Builder request = FormBrowser.form(
                request("POST", "/sign-in"),
                Map.of("username", "viewer", "password", SignedIn.passwordOf(Role.VIEWER)));
        String plain =
                scheduler.send(request).headers().firstValue("Set-Cookie").orElse("");
        String secure = scheduler
                .send(request.header("X-Forwarded-Proto", "https"))
                .headers()
                .firstValue("Set-Cookie")
                .orElse("");

        assertThat(plain).contains("jobrunner=", "HttpOnly", "SameSite=Lax").doesNotContain("Secure", "Max-Age");
        assertThat(secure).contains("jobrunner=", "HttpOnly", "SameSite=Lax", "Secure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/no-such-page", "/scheduler/health", "/api/v1/tokens", "/actuator/health"})
    void everyAnswerCarriesTheHeaders(String path) throws Exception {
        HttpResponse<String> answer = scheduler.send(request("GET", path).header("X-Forwarded-Proto", "https"));

        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValue(BrowserHeaders.CONTENT_SECURITY_POLICY)
                .hasValueSatisfying(policy -> assertThat(policy).doesNotContain("unsafe"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(answer.headers().firstValue("Permissions-Policy")).isPresent();
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
    }

    @Test
    void assetsAreOpenAndMayBeKeptForEver() throws Exception {
        String form = scheduler.browser().get("/sign-in").body();
        String style = form.replaceAll("(?s).*href=\"(/css/app-[^\"]+)\".*", "$1");

        HttpResponse<String> answer = scheduler.browser().get(style);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("max-age=31536000");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, same-origin, 404",
        "Sec-Fetch-Site, none, 404",
        "Origin, https://evil.example, 403",
        "Origin, null, 403",
        "Origin, http://127.0.0.1:1, 403",
    })
    void aBrowserCannotBeMadeToChangeAnythingForAnotherSite(String header, String value, int status) throws Exception {
        HttpRequest.Builder withPassword = request("DELETE", "/api/v1/tokens/999999")
                .header("Authorization", SignedIn.as(Role.ADMIN))
                .header(header, value);
        assertThat(scheduler.send(withPassword).statusCode()).isEqualTo(status);
        FormBrowser browser = scheduler.browser(Role.ADMIN);
        HttpRequest.Builder withForm = FormBrowser.form(
                browser.request("POST", "/tokens/999999/revoke").header(header, value),
                Map.of("_csrf", browser.csrf()));
        assertThat(browser.send(withForm).statusCode()).isEqualTo(status);
        HttpRequest.Builder signIn = FormBrowser.form(
                request("POST", "/sign-in").header(header, value), Map.of("username", "admin", "password", "x"));
        assertThat(scheduler.send(signIn).statusCode()).isEqualTo(status == 403 ? 403 : 401);
    }

    @Test
    void theOwnOriginIsKnownBehindAProxyToo() throws Exception {
        HttpRequest.Builder direct = FormBrowser.form(
                request("POST", "/sign-in").header("Origin", scheduler.address().toString()),
                Map.of("username", "admin", "password", "x"));
        HttpRequest.Builder proxied = FormBrowser.form(
                request("POST", "/sign-in")
                        .header("Origin", "https://jobs.example.org")
                        .header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Host", "jobs.example.org"),
                Map.of("username", "admin", "password", "x"));

        assertThat(scheduler.send(direct).statusCode()).isEqualTo(401);
        assertThat(scheduler.send(proxied).statusCode()).isEqualTo(401);
    }

    @Test
    void everythingStaysBelowThePrefixOfAProxy() throws Exception {
        HttpResponse<String> refused = scheduler.send(request("GET", "/tasks?q=1")
                .header("X-Forwarded-Prefix", "/jobs")
                .header("X-Forwarded-Host", "example.org")
                .header("X-Forwarded-Proto", "https"));
        HttpResponse<String> form = scheduler.send(request("GET", "/sign-in").header("X-Forwarded-Prefix", "/jobs"));
        HttpResponse<String> in = scheduler.send(FormBrowser.form(
                request("POST", "/sign-in").header("X-Forwarded-Prefix", "/jobs"),
                Map.of("username", "admin", "password", SignedIn.passwordOf(Role.ADMIN), "next", "/tasks?q=1")));

        assertThat(location(refused)).isEqualTo("https://example.org/jobs/sign-in?next=%2Ftasks%3Fq%3D1");
        assertThat(form.body()).contains("action=\"/jobs/sign-in\"", "href=\"/jobs/css/");
        assertThat(location(in)).endsWith("/jobs/tasks?q=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "/a\"b", "/../x", "/", "javascript:x"})
    void aPrefixThatIsNotAPlainPathIsIgnored(String prefix) throws Exception {
        HttpResponse<String> refused = scheduler.send(request("GET", "/tasks").header("X-Forwarded-Prefix", prefix));
        HttpResponse<String> form = scheduler.send(request("GET", "/sign-in").header("X-Forwarded-Prefix", prefix));

        assertThat(location(refused)).isEqualTo(scheduler.address() + "/sign-in?next=%2Ftasks");
        assertThat(form.body()).contains("action=\"/sign-in\"", "href=\"/css/").doesNotContain("evil");
    }

    @Test
    void aFragmentOfAnOpenPageLeadsTheWholePageToTheForm() throws Exception {
        HttpResponse<String> fragment = scheduler.send(
                request("GET", "/tasks").header("HX-Request", "true").header("Accept", "*/*"));
        HttpResponse<String> events = scheduler.send(request("GET", "/events").header("Accept", "text/event-stream"));

        assertThat(fragment.statusCode()).isEqualTo(401);
        assertThat(fragment.headers().firstValue("HX-Redirect")).hasValue("/sign-in");
        assertThat(events.statusCode()).isEqualTo(401);
    }

    @Test
    void programsAreToldWhatToSendAndBrowsersAreNotAskedForAPasswordByThemselves() throws Exception {
        HttpResponse<String> program = scheduler.send(request("GET", "/api/v1/tokens"));
        HttpResponse<String> browser =
                scheduler.send(request("GET", "/api/v1/tokens").header("Sec-Fetch-Mode", "cors"));

        assertThat(program.headers().allValues("WWW-Authenticate")).hasSize(2);
        assertThat(program.body())
                .contains("\"status\":401", "Authorization: Bearer TOKEN", "\"instance\":\"/api/v1/tokens\"");
        assertThat(browser.headers().allValues("WWW-Authenticate")).containsExactly("Bearer realm=\"jobrunner\"");
    }

    @Test
    void strangersSeeTheCountsOfTheHealthPageWithoutNames() throws Exception {
        scheduler.sql(
                "INSERT INTO scheduled_tasks (task_type, status, next_run_at) VALUES ('secret_project', 'active', now())");
        scheduler.sql("INSERT INTO scheduled_task_workers"
                + " (id, host, pid, version, state, slots, task_types, heartbeat_interval, stop_within)"
                + " VALUES ('w', 'h', 1, '1', 'running', 1, '{}', '2 s', '5 s')");
        await().untilAsserted(() -> assertThat(scheduler
                        .send(request("GET", "/scheduler/health").header("Authorization", SignedIn.as(Role.VIEWER)))
                        .body())
                .contains("secret_project"));

        assertThat(scheduler.send(request("GET", "/scheduler/health")).body())
                .contains("\"due_tasks\":1", "1 task type that has tasks due", "\"last_tick_at\"")
                .doesNotContain("secret_project", "SECRET_PROJECT");
    }

    @Test
    void theAuditKnowsWhoCameAndWentAndWhoFailed() throws Exception {
        FormBrowser browser = scheduler.browser();
        browser.signIn("operator", "wrong");
        browser.signIn("my-password-typed-here", "wrong");
        browser.signIn("operator", SignedIn.passwordOf(Role.OPERATOR));
        browser.submit("/sign-out", Map.of());

        List<String> entries = scheduler
                .database()
                .jdbc()
                .sql(
                        "SELECT actor || ' ' || face || ' ' || action || ' ' || coalesce(subject_name, '-') || ' ' || (after ->> 'way')"
                                + " FROM scheduled_task_audit WHERE subject_kind = 'session' AND after ->> 'address' = :address"
                                + " ORDER BY id")
                .param("address", browser.clientAddress())
                .query(String.class)
                .list();

        assertThat(entries)
                .containsExactly(
                        "anonymous page sign-in failed operator form",
                        "anonymous page sign-in failed - form",
                        "operator page sign-in operator form",
                        "operator page sign-out operator form");
    }

    private static HttpRequest.Builder request(String method, String path) {
        return Stranger.of(scheduler).request(method, path);
    }

    private static HttpResponse<String> preview(Stranger from, String authorization) throws Exception {
        return scheduler.send(
                from.request("GET", "/api/v1/schedule/preview?pattern=@daily").header("Authorization", authorization));
    }

    private static HttpResponse<String> send(String path, String cookie) throws Exception {
        return scheduler.send(request("GET", path).header("Accept", "text/html").header("Cookie", cookie));
    }

    private static String withoutTimes(String page) {
        return page.replaceAll("data-now=\"\\d+\"", "");
    }
}
