package dev.jobrunner.scheduler.dashboard.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.scheduler.testing.FormBrowser;
import dev.jobrunner.scheduler.testing.RunningScheduler;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under a path of its own, as behind a proxy. */
class RunPagesTest {

    private static final String HOSTILE = "<script>alert(1)</script>";

    private static RunningScheduler scheduler;
    private static FormBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        scheduler = RunningScheduler.start(
                "--server.servlet.context-path=/jobs",
                // the rows below look as a worker's would, without its heartbeat
                "--jobrunner.scheduler.tick-interval=300s");
        browser = scheduler.browser(Role.OPERATOR);
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    @BeforeEach
    void oneLiveRunAndSomeThatEnded() {
        scheduler.sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_live_output");
        scheduler.sql("""
                INSERT INTO scheduled_tasks (id, name, task_type, status, schedule_pattern, payload, next_run_at, scheduled_for,
                                             locked_at, locked_by, lock_token, run_id, attempt, last_status, fail_count)
                OVERRIDING SYSTEM VALUE
                VALUES (7, 'seven', 'sync', 'active', '0 * * * *', '{"token": "s3cret"}', now(), now(), now(), 'w1',
                        gen_random_uuid(), 900, 1, 'running', 0),
                       (8, 'eight', 'sync', 'disabled', '0 * * * *', '{}', now(), NULL, NULL, NULL, NULL, NULL, 0, 'failed', 6),
                       (9, 'nine', 'sync', 'active', '0 * * * *', '{}', now(), NULL, NULL, NULL, NULL, NULL, 1, 'failed', 1)
                """);
        scheduler.sql("""
                INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, task_name, status, error_message, executed_at,
                                                 started_at, finished_at, locked_by, scheduled_for, attempt, output)
                SELECT n, 7 + n % 3, 'sync', 'task<' || n, CASE n % 3 WHEN 0 THEN 'completed' ELSE 'failed' END,
                       CASE WHEN n % 3 > 0 THEN 'HTTP ' || n || ' <script>alert(1)</script>' END,
                       now() - n * interval '10 minutes', now() - n * interval '10 minutes', now() - n * interval '9 minutes', 'w2',
                       now() - n * interval '10 minutes', 1, '<script>alert(1)</script>'
                FROM generate_series(1, 120) AS n
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/runs",
                "/runs/1",
                "/runs/900",
                "/runs/900/cancel",
                "/failures",
                "/failures?range=7d",
                "/tasks/7"
            })
    void pagesShowWhateverJobsSayAsTextAndHaveNothingInline(String path) throws Exception {
        HttpResponse<String> page = browser.get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .doesNotContain(HOSTILE)
                .doesNotContain("s3cret")
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContainPattern("\\sstyle=")
                .doesNotContainPattern("\\son[a-z]+=")
                .doesNotContainPattern("(href|src|action)=\"/(?!jobs/|jobs\")");
    }

    @Test
    void theListKeepsItsFiltersFromPageToPage() throws Exception {
        String first = browser.get("/runs?status=failed,running&text=%3Cscript%3E+%26&task_type=sync")
                .body();
        String list = browser.get("/runs?status=failed&task_type=sync").body();

        assertThat(first).contains("No run matches").contains("value=\"&lt;script&gt; &amp;\"");
        assertThat(rows(list)).isEqualTo(50);
        assertThat(list).contains("/jobs/runs/export?task_type=sync&amp;status=failed&amp;format=csv");
        String older = link(list, "href=\"(/jobs/runs\\?[^\"]*after=[^\"]*)\"").replace("&amp;", "&");
        assertThat(older).contains("status=failed").contains("task_type=sync");
        String second = browser.open(older).body();
        assertThat(rows(second)).isEqualTo(30);
        assertThat(second).contains("← Newest").doesNotContain("Older →");
        assertThat(browser.get("/runs/export?status=failed").body().lines()).hasSize(81);
    }

    @Test
    void anEmptyListSaysWhatIsMissing() throws Exception {
        scheduler.sql("TRUNCATE scheduled_tasks, scheduled_task_logs");

        assertThat(browser.get("/runs").body()).contains("No runs yet");
        assertThat(browser.get("/failures").body()).contains("Nothing failed in the last 24 hours");
        assertThat(browser.get("/runs/1").statusCode()).isEqualTo(404);
        assertThat(browser.get("/runs?status=done").statusCode()).isEqualTo(400);
        assertThat(browser.get("/failures?range=ever").statusCode()).isEqualTo(400);
    }

    @Test
    void aLiveRunTellsItsScriptWhereToGoOn() throws Exception {
        scheduler.sql(
                "INSERT INTO scheduled_task_live_output (run_id, task_id, first_byte, output) VALUES (900, 7, 10, 'größer')");

        String page = browser.get("/runs/900").body();

        assertThat(page)
                .contains("data-output=\"/jobs/runs/900/output\"")
                .contains("data-next=\"18\"")
                .contains("data-state=\"live\"")
                .contains("größer")
                .contains("still running")
                .contains("/jobs/runs/900/cancel");
        HttpResponse<String> rest = browser.get("/runs/900/output?from=12");
        assertThat(rest.body()).isEqualTo("ößer");
        assertThat(rest.headers().firstValue("Run-Output-Next")).contains("18");
        assertThat(browser.get("/runs/900/output?from=18").statusCode()).isEqualTo(204);
        assertThat(browser.get("/runs/900/output?from=x").statusCode()).isEqualTo(400);
        assertThat(browser.get("/runs/1/output").body()).isEqualTo(HOSTILE);
        assertThat(browser.get("/runs/1/output").headers().firstValue("Content-Type"))
                .contains("text/plain;charset=UTF-8");
        assertThat(browser.get("/runs/1").body())
                .contains("data-state=\"ended\"")
                .doesNotContain("/runs/1/cancel");
    }

    @Test
    void cancellingAsksFirstAndThenTellsTheWorker() throws Exception {
        assertThat(browser.get("/runs/900/cancel").body()).contains("This stops 1 run of seven");

        HttpResponse<String> answer = browser.submit("/runs/900/cancel", Map.of());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(count("SELECT count(*) FROM scheduled_tasks WHERE cancel_requested_at IS NOT NULL"))
                .isEqualTo(1);
        assertThat(browser.get("/runs/900").body()).contains("Told to stop").doesNotContain("/runs/900/cancel");
    }

    @Test
    void aGroupOfFailuresIsRetriedAfterAQuestionThatSaysHowMany() throws Exception {
        String page = browser.get("/failures").body();
        assertThat(page)
                .contains("2 tasks have not recovered")
                .contains("2 still failing")
                .contains("Retry 2");
        String ask = link(page, "href=\"(/jobs/failures/retry\\?[^\"]*)\"").replace("&amp;", "&");
        String question = browser.open(ask).body();
        assertThat(question).contains("This forgets the failures of 2 tasks of type sync");

        HttpResponse<String> answer = browser.submit(
                "/failures/retry",
                Map.of("range", "24h", "group", link(question, "name=\"group\" value=\"([^\"]*)\"")));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(FormBrowser.location(answer)).startsWith("/jobs/failures").endsWith("?range=24h");
        assertThat(
                        count(
                                "SELECT count(*) FROM scheduled_tasks WHERE status = 'active' AND fail_count = 0 AND next_run_at <= now()"))
                .isEqualTo(3);
        assertThat(browser.get("/failures").body()).contains("recovered").doesNotContain("Retry 2");
    }

    @Test
    void aHistoryWithoutAnyRunSaysSo() throws Exception {
        scheduler.sql("TRUNCATE scheduled_task_logs");
        assertThat(browser.get("/tasks/8").body()).contains("no run yet", "No run has ended yet.");

        scheduler.sql("INSERT INTO scheduled_task_logs (scheduled_task_id, task_type, status, executed_at, finished_at)"
                + " VALUES (8, 'sync', 'skipped', now(), now())");
        assertThat(browser.get("/tasks/8").body()).contains("last run: 1 skipped", "No run has ended yet.");
    }

    @Test
    void theHistoryOfATaskIsTextToo() throws Exception {
        scheduler.sql("UPDATE scheduled_tasks SET time_zone = 'America/New_York' WHERE id = 8");

        String page = browser.get("/tasks/8").body();

        assertThat(page)
                .contains("last 40 runs: 40 failed")
                .contains("40 runs on the last 90 days")
                .contains("none of them completed")
                .contains("not kept");
    }

    private static int rows(String page) {
        return page.split("data-row", -1).length - 1;
    }

    private static String link(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private static int count(String query) {
        return scheduler.database().jdbc().sql(query).query(Integer.class).single();
    }
}
