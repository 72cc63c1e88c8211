package dev.jobrunner.scheduler.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.RunOutcome;
import dev.jobrunner.scheduler.testing.RunningScheduler;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** axe-core finds no serious fault on any page, in either theme, at a desk and on a phone. */
class AccessibilityTest {

    private static RunningScheduler scheduler;
    private static Visitor visitor;
    private static long task;
    private static long failed;
    private static long live;
    private static long linked;

    @BeforeAll
    static void start() {
        assumeTrue(Chromium.missing().isEmpty(), () -> Chromium.missing().orElse(""));
        scheduler = RunningScheduler.start();
        fill();
        visitor = new Visitor(scheduler.address());
        visitor.signIn();
    }

    @AfterAll
    static void stop() {
        if (visitor != null) {
            visitor.close();
        }
        if (scheduler != null) {
            scheduler.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1440, light", "1440, dark", "390, light", "390, dark"})
    void noPageHasASeriousFault(int width, String scheme) {
        visitor.with(width, scheme);
        List<String> pages = List.of(
                "/",
                "/tasks",
                "/tasks?text=nothing-has-this-name",
                "/tasks/new",
                "/tasks/" + task,
                "/tasks/" + task + "/edit",
                "/tasks/" + task + "/delete",
                "/tasks/" + task + "/backfills",
                "/runs",
                "/runs/" + failed,
                "/runs/" + live,
                "/failures",
                "/schedule",
                "/graph",
                "/tasks/" + linked + "/graph",
                "/calendars",
                "/calendars/new",
                "/calendars/holidays/edit",
                "/calendars/holidays/delete",
                "/workers",
                "/audit",
                "/tokens",
                "/about",
                "/tasks/999999999");

        assertThat(pages.stream().flatMap(page -> faults(page).stream()).toList())
                .isEmpty();
        assertThat(pages.stream().filter(page -> isWiderThanTheWindow(page)).toList())
                .as("pages that scroll sideways")
                .isEmpty();
    }

    private static List<String> faults(String page) {
        visitor.open(page);
        return new AxeBuilder()
                .analyze(visitor.browser()).getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(rule -> page + ": " + rule.getId() + ": " + rule.getHelp() + " " + where(rule))
                        .toList();
    }

    private static boolean isWiderThanTheWindow(String page) {
        visitor.open(page);
        return Boolean.TRUE.equals(visitor.browser()
                .executeScript("return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
    }

    private static String where(Rule rule) {
        return rule.getNodes().stream().limit(3).map(CheckedNode::getHtml).collect(Collectors.joining(" | "));
    }

    /** Some of everything: ended, failed and live runs, a disabled task, an entry of the audit. */
    private static void fill() {
        scheduler.database().jdbc().sql("""
                        INSERT INTO scheduled_tasks (name, task_type, schedule_pattern, next_run_at, payload, status, fail_count)
                        SELECT 'task ' || n, 'report', CASE WHEN n > 3 THEN '*/5 * * * *' END,
                               now() - n * interval '1 second', '{"api_key": "secret", "rows": 3}',
                               CASE WHEN n = 9 THEN 'disabled' ELSE 'active' END, CASE WHEN n = 9 THEN 6 ELSE 0 END
                        FROM generate_series(1, 9) AS n
                        """).update();
        scheduler
                .database()
                .jdbc()
                .sql("UPDATE scheduled_tasks SET max_concurrent_runs = 9")
                .update();
        scheduler.sql(
                "INSERT INTO scheduled_task_calendars (name, periods) VALUES ('holidays', ARRAY['2026-12-25 Christmas', 'Sat 00:00..Mon 06:00'])");
        scheduler.sql("UPDATE scheduled_tasks SET calendar = 'holidays' WHERE id % 2 = 0");
        ScriptedWorker worker = new ScriptedWorker(scheduler.database(), "REPORT");
        worker.beat();
        worker.end(worker.claim(), new RunOutcome.Completed("done\n"));
        ClaimedTask bad = worker.claim();
        worker.end(bad, new RunOutcome.Failed("exit code 1: connection to 10.0.0.1 timed out", "trying\n"));
        failed = bad.runId();
        task = bad.taskId();
        linked = scheduler.database().jdbc().sql("""
                        WITH made AS (
                            INSERT INTO scheduled_tasks (name, task_type, next_run_at, status)
                            SELECT 'step ' || n, 'other', now(), CASE n WHEN 1 THEN 'disabled' ELSE 'active' END
                            FROM generate_series(1, 5) n
                            RETURNING id)
                        SELECT min(id) FROM made
                        """).query(Long.class).single();
        scheduler.database().jdbc().sql("""
                        INSERT INTO scheduled_task_dependencies (task_id, upstream_id)
                        VALUES (:id + 1, :id), (:id + 2, :id), (:id + 3, :id + 2), (:id + 4, :id + 3), (:id + 4, :id)
                        """).param("id", linked).update();
        ClaimedTask running = worker.claim();
        worker.print(running, "working\n");
        live = running.runId();
    }
}
