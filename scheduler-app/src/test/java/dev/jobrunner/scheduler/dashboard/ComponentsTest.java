package dev.jobrunner.scheduler.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.components.ComponentsPage;
import dev.jobrunner.core.access.Role;
import dev.jobrunner.scheduler.testing.FormBrowser;
import dev.jobrunner.scheduler.testing.RunningScheduler;
import dev.jobrunner.scheduler.testing.SignedIn;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every component, rendered by the running application under a path of its own. */
class ComponentsTest {

    private static RunningScheduler scheduler;
    private static FormBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        scheduler = RunningScheduler.startWith(List.of(ComponentsPage.class), "--server.servlet.context-path=/jobs");
        browser = scheduler.browser(Role.VIEWER);
    }

    @AfterAll
    static void stop() {
        scheduler.close();
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
        HttpResponse<String> page =
                browser.get("/schedule/components?text=" + URLEncoder.encode(hostile, StandardCharsets.UTF_8));

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
        assertThat(browser.get("/schedule/components").body())
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContainPattern("\\sstyle=")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContain("hx-on")
                .doesNotContain("<style");
    }

    @Test
    void everyAddressStaysUnderThePathOfTheApplication() throws Exception {
        assertThat(browser.get("/schedule/components").body())
                .contains("href=\"/jobs/\"", "href=\"/jobs/tasks/7\"", "data-events=\"/jobs/events\"")
                .doesNotContainPattern("(href|src|action)=\"/(?!jobs/)(?!tasks\\?|test/bulk|tasks\")");
    }

    @Test
    void scriptsAndStylesAreFoundWhereThePageSaysAndMayBeKept() throws Exception {
        String page = browser.get("/schedule/components").body();
        var addresses = Pattern.compile("(?:src|href)=\"(/jobs/(?:css|js|webjars|icon)[^\"]*)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(addresses).hasSize(9);
        for (String address : addresses) {
            HttpResponse<String> file = browser.open(address);
            assertThat(file.statusCode()).as(address).isEqualTo(200);
            assertThat(file.headers().firstValue("Cache-Control")).as(address).hasValue("max-age=31536000");
        }
        assertThat(addresses).allMatch(address -> address.matches(".*(-[0-9a-f]{32}\\.|/webjars/htmx\\.org/\\d).*"));
    }

    @Test
    void anUnknownAddressIsAPageForPeopleAndAProblemForPrograms() throws Exception {
        HttpResponse<String> page = browser.get("/nowhere");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("Not found").contains("Skip to content");

        HttpResponse<String> problem =
                scheduler.send(scheduler.request("/api/v1/nowhere").header("Accept", "application/json"));
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void theOverviewOpensForEachRangeAndRefusesAnother() throws Exception {
        scheduler.sql("INSERT INTO scheduled_task_logs (scheduled_task_id, task_type, task_name, status, error_message,"
                + " started_at, finished_at, locked_by, scheduled_for, attempt) VALUES (1, 'x',"
                + " '<b>bold</b>', 'failed', '<script>alert(2)</script>', now() - interval '9 minutes',"
                + " now() - interval '2 seconds', 'w<i>', now() - interval '10 minutes', 1)");

        for (String range : new String[] {"1h", "6h", "24h", "7d"}) {
            HttpResponse<String> page = browser.get("/?range=" + range);
            assertThat(page.statusCode()).as(range).isEqualTo(200);
            assertThat(page.body())
                    .contains("&lt;script&gt;alert(2)&lt;/script&gt;", "&lt;b&gt;bold&lt;/b&gt;", "w&lt;i&gt;")
                    .contains("1 run ended, 1 failed, 0 lost")
                    .doesNotContain("<script>alert", "<b>bold", "w<i>")
                    .doesNotContainPattern("\\sstyle=");
        }
        HttpResponse<String> refused = browser.get("/?range=2h");
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
        String page = browser.get("/about").body();

        assertThat(page)
                .contains("SCHEDULER_TICK_INTERVAL", "scheduled_task_logs", "command line", "•••")
                .doesNotContain(
                        Stream.of(Role.values()).map(SignedIn::passwordOf).toList())
                .contains(scheduler.database().jdbcUrl().replaceFirst("[?].*", ""));
    }

    private static String prefixed(String prefix) throws IOException, InterruptedException {
        return browser.send(browser.request("GET", "/").header("X-Forwarded-Prefix", prefix))
                .body();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
