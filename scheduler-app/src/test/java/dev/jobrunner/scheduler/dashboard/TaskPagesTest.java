package dev.jobrunner.scheduler.dashboard;

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

/** The pages about tasks and the audit as a browser without JavaScript gets them. */
class TaskPagesTest {

    private static RunningScheduler scheduler;
    private static FormBrowser admin;

    @BeforeAll
    static void start() throws Exception {
        scheduler = RunningScheduler.start("--jobrunner.scheduler.tick-interval=60s");
        admin = scheduler.browser(Role.ADMIN);
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    @BeforeEach
    void empty() {
        scheduler.sql("TRUNCATE scheduled_tasks, scheduled_task_logs");
    }

    @Test
    void anEmptyListTeachesWhatATaskIs() throws Exception {
        assertThat(admin.get("/tasks").body()).contains("No tasks yet").contains("New task");
        assertThat(admin.get("/tasks?text=nothing").body()).contains("No task matches");
    }

    @Test
    void aFormGivesATaskAStartAndAnEnd() throws Exception {
        Map<String, String> fields = Map.of(
                "task_type", "x", "schedule_pattern", "0 9 * * *", "starts_at", "2100-01-01T00:00:00Z", "ends_at", "");
        HttpResponse<String> made = admin.submit("/tasks", fields);
        String path = admin.pathOf(FormBrowser.location(made));
        assertThat(admin.get(path).body())
                .contains("At 09:00 every day (UTC), from 2100-01-01 00:00")
                .contains("Fri 2100-01-01 09:00:00");
        assertThat(admin.get(path + "/edit").body()).contains("value=\"2100-01-01T00:00:00Z\"");

        HttpResponse<String> wrong = admin.submit(
                path + "/edit",
                Map.of(
                        "task_type",
                        "x",
                        "schedule_pattern",
                        "0 9 * * *",
                        "starts_at",
                        "2100-01-01T00:00:00Z",
                        "ends_at",
                        "2099-01-01T00:00:00Z"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("id=\"ends_at-error\"").contains("is before starts_at");
        assertThat(admin.get("/tasks/preview?schedule_pattern=@daily&ends_at=nonsense")
                        .body())
                .contains("is not allowed");

        scheduler.sql("UPDATE scheduled_tasks SET status = 'completed', starts_at = NULL, ends_at = '2026-01-01'");
        assertThat(admin.get(path).body())
                .contains("no slot is left before its end")
                .contains("No slot is left");
    }

    @Test
    void aFormGivesATaskAJitter() throws Exception {
        HttpResponse<String> wrong = admin.submit(
                "/tasks", Map.of("task_type", "x", "schedule_pattern", "@hourly", "jitter_seconds", "3601"));
        assertThat(wrong.body()).contains("id=\"jitter_seconds-error\"").contains("allowed is 0 to 3600");
        HttpResponse<String> made = admin.submit(
                "/tasks", Map.of("task_type", "x", "schedule_pattern", "@hourly", "jitter_seconds", "600"));

        assertThat(admin.get(admin.pathOf(FormBrowser.location(made))).body())
                .contains("up to 600 s later")
                .contains("<dt>Jitter</dt>");
    }

    @Test
    void aGraphOfNothingSaysHowToMakeOne() throws Exception {
        assertThat(admin.get("/graph").body()).contains("No task waits for others");
    }

    @Test
    void aFormPutsATaskAfterOthersAndItsPageNamesThem() throws Exception {
        String first =
                admin.pathOf(FormBrowser.location(admin.submit("/tasks", Map.of("task_type", "x", "name", "a"))));
        HttpResponse<String> made =
                admin.submit("/tasks", Map.of("task_type", "x", "name", "b", "after", "a", "after_failed", "skip"));
        String path = admin.pathOf(FormBrowser.location(made));

        assertThat(admin.get(path).body())
                .contains("It waits for task", "Before and after it", "If one of them fails, it is skipped.")
                .doesNotContain("planned at the next tick");
        assertThat(admin.get(first).body()).contains("Waited for by");
        assertThat(admin.get("/tasks").body()).contains("waits for others");
        assertThat(admin.get(path + "/edit").body())
                .contains("name=\"after\"", "value=\"a\"", "value=\"skip\" selected");
        assertThat(admin.get("/graph").body())
                .contains("2 tasks: 1 planned, 1 waiting.", "aria-label=\"a, planned\"", "The same as a list");
        assertThat(admin.get(path + "/graph").body()).contains("Graph around b", "Back to the task");
        assertThat(admin.get("/tasks/999999/graph").statusCode()).isEqualTo(404);
        HttpResponse<String> circle =
                admin.submit(first + "/edit", Map.of("task_type", "x", "name", "a", "after", "b"));
        assertThat(circle.body()).contains("id=\"after-error\"").contains("a -&gt; b -&gt; a");
    }

    @Test
    void aTaskThatIsWaitedForAndGoneIsNamedWithoutALink() throws Exception {
        String first =
                admin.pathOf(FormBrowser.location(admin.submit("/tasks", Map.of("task_type", "x", "name", "a"))));
        String path = admin.pathOf(
                FormBrowser.location(admin.submit("/tasks", Map.of("task_type", "x", "name", "b", "after", "a"))));
        assertThat(admin.get(path).body()).contains("href=\"" + first + "\"");

        scheduler.sql("DELETE FROM scheduled_tasks WHERE name = 'a'");

        assertThat(admin.get(path).body()).contains("deleted").doesNotContain("href=\"" + first + "\"");
        assertThat(admin.get("/graph").body()).contains("deleted").doesNotContain("href=\"" + first + "\"");
    }

    @Test
    void aBackfillGoesOnUntilItHasEnded() throws Exception {
        String path = admin.pathOf(
                FormBrowser.location(admin.submit("/tasks", Map.of("task_type", "x", "schedule_pattern", "@daily"))));
        scheduler.sql("INSERT INTO scheduled_task_backfills (task_id, parallelism) SELECT id, 2 FROM scheduled_tasks");
        assertThat(admin.get(path + "/backfills").body()).contains(">goes on<");

        scheduler.sql("UPDATE scheduled_task_backfills SET ended_at = now()");

        assertThat(admin.get(path + "/backfills").body()).doesNotContain(">goes on<");
    }

    @Test
    void aFormSaysWhatBecomesOfMissedSlots() throws Exception {
        HttpResponse<String> made = admin.submit(
                "/tasks",
                Map.of("task_type", "x", "schedule_pattern", "@hourly", "catch_up", "all", "catch_up_limit", "12"));
        String path = admin.pathOf(FormBrowser.location(made));

        assertThat(admin.get(path).body()).contains("the newest <span>12</span>");
        assertThat(admin.get(path + "/edit").body()).contains("value=\"all\" selected");
    }

    @Test
    void aTaskIsMadeSeenEditedAndDeletedByForms() throws Exception {
        assertThat(admin.get("/tasks/new").body()).contains("What this schedule means");
        HttpResponse<String> wrong =
                admin.submit("/tasks", Map.of("task_type", "x", "schedule_pattern", "61 * * * *", "name", "<b>n</b>"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body())
                .as("what was typed stays, and is text")
                .contains("&lt;b&gt;n&lt;/b&gt;")
                .contains("id=\"pattern-error\"");

        HttpResponse<String> made = admin.submit(
                "/tasks",
                Map.of(
                        "task_type",
                        "x",
                        "name",
                        "nightly",
                        "schedule_pattern",
                        "30 2 * * *",
                        "time_zone",
                        "Europe/Berlin",
                        "payload",
                        "{\"password\":\"s3cret\"}"));
        assertThat(made.statusCode()).isEqualTo(303);
        String path = admin.pathOf(FormBrowser.location(made));
        String page = admin.get(path).body();
        assertThat(page)
                .contains("The task is made.")
                .contains("At 02:30 every day (Europe/Berlin)")
                .contains("not planned yet")
                .doesNotContain("s3cret")
                .doesNotContain("style=")
                .doesNotContain("onclick");

        String form = admin.get(path + "/edit").body();
        assertThat(form).doesNotContain("s3cret");
        Map<String, String> edit = Map.of(
                "version",
                field(form, "version"),
                "task_type",
                "x",
                "name",
                "nightly",
                "schedule_pattern",
                "@daily",
                "time_zone",
                "UTC",
                "payload",
                "{\"password\":\"•••\"}",
                "priority",
                "2",
                "max_concurrent_runs",
                "1");
        assertThat(admin.submit(path + "/edit", edit).statusCode()).isEqualTo(303);
        assertThat(admin.submit(path + "/edit", edit).body()).contains("somebody else has changed this task");
        assertThat(scheduler
                        .database()
                        .jdbc()
                        .sql("SELECT payload::text FROM scheduled_tasks")
                        .query(String.class)
                        .single())
                .contains("s3cret");

        assertThat(admin.get(path + "/delete").body()).contains("Delete 1 task").contains("There is no way back");
        assertThat(admin.submit(path + "/delete", Map.of()).statusCode()).isEqualTo(303);
        assertThat(admin.get(path).statusCode()).isEqualTo(404);
        assertThat(admin.get("/audit?subject_kind=task").body())
                .contains("nightly")
                .contains("delete")
                .doesNotContain("s3cret");
    }

    @Test
    void theButtonsSayWhatTheyDidOrWhyNot() throws Exception {
        scheduler.sql(
                "INSERT INTO scheduled_tasks (id, name, task_type, schedule_pattern) VALUES (7, 'seven', 'x', '@daily')");

        admin.submit("/tasks/7/pause", Map.of());
        assertThat(admin.get("/tasks/7").body()).contains("seven is paused").contains("The task is paused. Resume it.");
        admin.submit("/tasks/7/run", Map.of());
        assertThat(admin.get("/tasks/7").body()).contains("Nothing changed: it is paused: resume it first.");
        assertThat(admin.get("/tasks/7/cancel").body())
                .contains("Nothing to do")
                .contains("It is paused: it is not running.")
                .doesNotContain("1 task");
        admin.submit("/tasks/7/resume", Map.of());
        assertThat(admin.get("/tasks/7").body()).contains("seven is active again.");
        admin.submit("/tasks/7/run", Map.of("payload", "{\"n\":"));
        assertThat(admin.get("/tasks/7").body()).contains("Not started: payload");
        admin.submit("/tasks/7/run", Map.of("payload", "{\"n\":2}"));
        assertThat(admin.get("/tasks/7").body()).contains("is due now").contains("instead of its own payload, once");
    }

    @Test
    void besideTheReasonStandsTheButtonThatMendsIt() throws Exception {
        scheduler.sql(
                "INSERT INTO scheduled_tasks (id, task_type, status, schedule_pattern, schedule_error, max_concurrent_runs,"
                        + " next_run_at) VALUES (1, 'x', 'completed', '@daily', NULL, 1, NULL),"
                        + " (2, 'x', 'inactive', '@daily', NULL, 1, NULL),"
                        + " (3, 'x', 'active', 'no pattern', 'it is no pattern', 1, NULL),"
                        + " (4, 'x', 'active', '@daily', NULL, 0, now())");

        assertThat(explained(1)).contains("Set its status to active.").contains("/tasks/1/activate");
        assertThat(explained(2)).contains("which is not active").contains("/tasks/2/activate");
        assertThat(explained(3)).contains("it is no pattern").contains("/tasks/3/edit");
        assertThat(explained(4)).contains("max_concurrent_runs is 0").contains("/tasks/4/edit");
        assertThat(admin.get("/tasks/1").body())
                .contains("Not as long as it is not active")
                .doesNotContain("Run now</button>");

        assertThat(admin.submit("/tasks/1/activate", Map.of()).statusCode()).isEqualTo(303);
        assertThat(admin.get("/tasks/1").body())
                .contains("x 1 is active again.")
                .contains("not planned yet");
        assertThat(admin.get("/audit?subject_kind=task&subject_id=1").body()).contains("completed");
    }

    @Test
    void manyAreAskedAboutFirstWithTheirNumber() throws Exception {
        scheduler.sql(
                "INSERT INTO scheduled_tasks (id, task_type, status, schedule_pattern) VALUES (1, 'x', 'active', '@daily'),"
                        + " (2, 'x', 'active', '@daily'), (3, 'x', 'paused', '@daily')");

        String question = admin.submit("/tasks/bulk", Map.of("action", "pause", "all", "true", "task_type", "x"))
                .body();
        assertThat(question)
                .contains("Pause 2 tasks?")
                .contains("1 task (paused: only active ones can be paused)")
                .contains("name=\"confirmed\" value=\"2\"");
        assertThat(paused()).as("nothing yet").isEqualTo(1);

        HttpResponse<String> done = admin.submit(
                "/tasks/bulk", Map.of("action", "pause", "all", "true", "task_type", "x", "confirmed", "2"));
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(FormBrowser.location(done)).endsWith("/tasks?task_type=x");
        assertThat(paused()).isEqualTo(3);
        assertThat(admin.get("/tasks?task_type=x").body()).contains("2 tasks paused.");
        assertThat(admin.submit("/tasks/bulk", Map.of("action", "pause")).body())
                .as("the same place that a question would have")
                .contains("id=\"confirm\"")
                .contains("Nothing is selected.");
    }

    @Test
    void whoAgreedToDeleteTwoIsAskedAnewWhereThreeMatchByNow() throws Exception {
        scheduler.sql(
                "INSERT INTO scheduled_tasks (task_type, status) VALUES ('x', 'paused'), ('x', 'paused'), ('x', 'paused')");

        Map<String, String> agreed = Map.of("action", "delete", "all", "true", "status", "paused", "confirmed", "2");
        HttpResponse<String> answer = admin.submit("/tasks/bulk", agreed);

        assertThat(answer.body())
                .contains("More tasks match by now, so nothing was done.")
                .contains("Delete 3 tasks?")
                .contains("name=\"confirmed\" value=\"3\"");
        assertThat(paused()).isEqualTo(3);
    }

    @Test
    void thePreviewFollowsWhatIsTypedAndTellsOfTheClockChange() throws Exception {
        assertThat(admin.get("/tasks/preview?schedule_pattern=61+*+*+*+*").body())
                .contains("61 * * * *")
                .contains("error-text");
        assertThat(admin.get("/tasks/preview?schedule_pattern=0+9+1+*+*&time_zone=Europe/Berlin")
                        .body())
                .as("five months always cross a change of the clocks, in one half of the year or the other")
                .containsPattern("Clocks go (forward|back) 1 h on");
        assertThat(admin.get("/tasks/preview").body()).contains("Runs once.");
    }

    @Test
    void aViewerSeesTasksButNoButtonsAndNoAudit() throws Exception {
        scheduler.sql("INSERT INTO scheduled_tasks (id, task_type, schedule_pattern) VALUES (5, 'x', '@daily')");
        FormBrowser viewer = scheduler.browser(Role.VIEWER);

        assertThat(viewer.get("/tasks").body())
                .contains("x 5")
                .doesNotContain("New task")
                .doesNotContain("data-one");
        assertThat(viewer.get("/tasks/5").body())
                .doesNotContain("Pause</button>")
                .doesNotContain("/edit\"");
        assertThat(viewer.get("/audit").statusCode()).isEqualTo(403);
        assertThat(viewer.submit("/tasks/5/pause", Map.of()).statusCode()).isEqualTo(403);
    }

    private static String field(String page, String name) {
        Matcher found =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(found.find()).as(name).isTrue();
        return found.group(1);
    }

    @Test
    void anAddressThatHoldsNoTextIsTheAddressesFaultAndNotTheDatabases() throws Exception {
        for (String path :
                new String[] {"/tasks?text=a%00b", "/runs?text=a%00b", "/tasks?text=%ff", "/runs?text=%ff"}) {
            HttpResponse<String> answer = admin.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
        }
    }

    private static long paused() {
        return scheduler
                .database()
                .jdbc()
                .sql("SELECT count(*) FROM scheduled_tasks WHERE status = 'paused'")
                .query(Long.class)
                .single();
    }

    private String explained(long task) throws Exception {
        String page = admin.get("/tasks/" + task).body();
        return page.substring(page.indexOf("id=\"explain\""), page.indexOf("id=\"gates\""));
    }
}
