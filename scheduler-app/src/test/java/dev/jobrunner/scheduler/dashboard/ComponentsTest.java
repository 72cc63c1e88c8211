package dev.jobrunner.scheduler.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.components.ComponentsPage;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.scheduler.SchedulerApplication;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Every component, rendered by the running application under a path of its own. */
class ComponentsTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static TestDatabase database;
    private static ConfigurableApplicationContext scheduler;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        SpringApplication application = new SpringApplication(SchedulerApplication.class, ComponentsPage.class);
        scheduler = application.run(
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--jobrunner.admin-password=a-long-password-nobody-sees",
                "--server.servlet.context-path=/jobs",
                "--server.port=0");
    }

    @AfterAll
    static void stop() {
        scheduler.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "${7*7} [[${7*7}]] __${7*7}__",
                "\u202Egnp.exe \u05d0\u05d1\u05d2",
                "\uD83D\uDE80\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67"
            })
    void whateverATextHoldsItStaysText(String hostile) throws Exception {
        HttpResponse<String> page = get("/test/components?text=" + URLEncoder.encode(hostile, StandardCharsets.UTF_8));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .doesNotContain("<script>alert")
                .doesNotContain("<img src=x")
                .doesNotContain("' onmouseover='")
                .doesNotContain(">49")
                .contains(escaped(hostile));
    }

    @Test
    void nothingIsInlineThatTheContentPolicyForbids() throws Exception {
        assertThat(get("/test/components").body())
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContainPattern("\\sstyle=")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContain("hx-on")
                .doesNotContain("<style");
    }

    @Test
    void everyAddressStaysUnderThePathOfTheApplication() throws Exception {
        assertThat(get("/test/components").body())
                .contains("href=\"/jobs/\"", "href=\"/jobs/tasks/7\"", "data-events=\"/jobs/events\"")
                .doesNotContainPattern("(href|src|action)=\"/(?!jobs/)(?!tasks\\?|test/bulk|tasks\")");
    }

    @Test
    void scriptsAndStylesAreFoundWhereThePageSaysAndMayBeKept() throws Exception {
        String page = get("/test/components").body();
        var addresses = Pattern.compile("(?:src|href)=\"(/jobs/(?:css|js|webjars|icon)[^\"]*)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(addresses).hasSize(9);
        for (String address : addresses) {
            HttpResponse<String> file = get(address.substring("/jobs".length()));
            assertThat(file.statusCode()).as(address).isEqualTo(200);
            assertThat(file.headers().firstValue("Cache-Control")).as(address).hasValue("max-age=31536000");
        }
        assertThat(addresses).allMatch(address -> address.matches(".*(-[0-9a-f]{32}\\.|/webjars/htmx\\.org/\\d).*"));
    }

    @Test
    void anUnknownAddressIsAPageForPeopleAndAProblemForPrograms() throws Exception {
        HttpResponse<String> page = get("/nowhere", "text/html");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("Not found").contains("Skip to content");

        HttpResponse<String> problem = get("/api/v1/nowhere", "application/json");
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void theOverviewOpensForEachRangeAndRefusesAnother() throws Exception {
        database.jdbc()
                .sql("INSERT INTO scheduled_task_logs (scheduled_task_id, task_type, task_name, status, error_message,"
                        + " started_at, finished_at, locked_by, scheduled_for, attempt) VALUES (1, 'x',"
                        + " '<b>bold</b>', 'failed', '<script>alert(2)</script>', now() - interval '9 minutes',"
                        + " now() - interval '2 seconds', 'w<i>', now() - interval '10 minutes', 1)")
                .update();

        for (String range : new String[] {"1h", "6h", "24h", "7d"}) {
            HttpResponse<String> page = get("/?range=" + range);
            assertThat(page.statusCode()).as(range).isEqualTo(200);
            assertThat(page.body())
                    .contains("&lt;script&gt;alert(2)&lt;/script&gt;", "&lt;b&gt;bold&lt;/b&gt;", "w&lt;i&gt;")
                    .contains("1 run ended, 1 failed, 0 lost")
                    .doesNotContain("<script>alert", "<b>bold", "w<i>")
                    .doesNotContainPattern("\\sstyle=");
        }
        HttpResponse<String> refused = get("/?range=2h");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("1h, 6h, 24h or 7d");
    }

    @Test
    void behindAProxyThatTakesAPathOffEveryAddressHasItAndNoOtherHostIsBelieved() throws Exception {
        assertThat(prefixed("/ops/runner")).contains("href=\"/ops/runner/jobs/tasks\"", "\"/ops/runner/jobs/events\"");
        for (String hostile :
                new String[] {"//evil.example", "https://evil.example", "/a\"b", "/../x", "/", "javascript:x"}) {
            assertThat(prefixed(hostile))
                    .as(hostile)
                    .contains("href=\"/jobs/tasks\"")
                    .doesNotContain("evil");
        }
    }

    @Test
    void aboutTellsTheSettingsAndNoSecret() throws Exception {
        String page = get("/about").body();

        assertThat(page)
                .contains("SCHEDULER_TICK_INTERVAL", "scheduled_task_logs", "command line", "•••")
                .doesNotContain("a-long-password-nobody-sees")
                .contains(database.jdbcUrl().replaceFirst("[?].*", ""));
    }

    private static String prefixed(String prefix) throws IOException, InterruptedException {
        String port = scheduler.getEnvironment().getProperty("local.server.port");
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/jobs/"))
                                .header("Accept", "text/html")
                                .header("X-Forwarded-Prefix", prefix)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, "text/html");
    }

    private static HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        String port = scheduler.getEnvironment().getProperty("local.server.port");
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/jobs" + path))
                        .header("Accept", accept)
                        .build(),
                BodyHandlers.ofString());
    }
}
