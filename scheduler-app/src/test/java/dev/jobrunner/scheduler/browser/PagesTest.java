package dev.jobrunner.scheduler.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.RunOutcome;
import dev.jobrunner.scheduler.testing.RunningScheduler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What a person does at 3 a.m., in a real browser on a real scheduler. */
class PagesTest {

    private static RunningScheduler scheduler;
    private static Visitor visitor;

    private ScriptedWorker worker;

    @BeforeAll
    static void start() {
        assumeTrue(Chromium.missing().isEmpty(), () -> Chromium.missing().orElse(""));
        scheduler = RunningScheduler.start(
                "--jobrunner.scheduler.tick-interval=200ms",
                // the scripted worker beats when the test says so
                "--jobrunner.worker.dead-after=300s");
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

    @BeforeEach
    void begin() {
        sql("DELETE FROM scheduled_tasks");
        worker = new ScriptedWorker(scheduler.database(), "REPORT");
        worker.beat();
    }

    @AfterEach
    void theConsoleIsClean() {
        visitor.assertNoComplaints();
        sql("UPDATE scheduled_task_workers SET state = 'stopped'");
    }

    @Test
    void aWrongPasswordIsRefusedInOneWordAndTheRightOneOpensTheOverview() {
        visitor.browser().manage().deleteAllCookies();
        visitor.open("/tasks");
        assertThat(visitor.path()).startsWith("/sign-in");

        visitor.fill("username", "admin").fill("password", "not the password").press("Sign in");
        visitor.sees("main", "wrong");
        visitor.browser().manage().logs().get("browser"); // the 401 of the answer is the browser's to mention
        visitor.signIn();

        assertThat(visitor.open("/").find(By.tagName("h1")).getText()).isNotBlank();
    }

    @Test
    void runNowMakesATaskDueAndSaysSo() {
        long id = task("nightly", "0 3 * * *");

        visitor.open("/tasks/" + id).press("Run now");

        visitor.sees("main", "nightly");
        visitor.until("it is due", () -> isTrue("next_run_at <= now()", id));
        assertThat(audited(id)).contains("run admin page");
    }

    @Test
    void pausingAndResumingTakeOneClickEach() {
        long id = task("nightly", "0 3 * * *");

        visitor.open("/tasks/" + id).press("Pause");
        visitor.until("it is paused", () -> isTrue("status = 'paused'", id));
        visitor.sees("main", "paused").press("Resume");
        visitor.until("it is active", () -> isTrue("status = 'active'", id));
    }

    @Test
    void aFilterIsInTheAddressAndTheBackButtonUndoesIt() {
        task("alpha", "0 3 * * *");
        task("beta", "0 4 * * *");
        visitor.open("/tasks");
        assertThat(visitor.count("#tasks tbody tr")).isEqualTo(2);

        visitor.fill("text", "alp");
        visitor.until("one row is left", () -> visitor.count("#tasks tbody tr") == 1);
        visitor.until("the address says so", () -> visitor.path().contains("text=alp"));
        visitor.browser().navigate().refresh();
        assertThat(visitor.count("#tasks tbody tr")).isEqualTo(1);
        visitor.browser().navigate().back();

        visitor.until("both rows are back", () -> visitor.count("#tasks tbody tr") == 2);
        assertThat(visitor.path()).isEqualTo("/tasks");
    }

    @Test
    void outputFollowsARunUntilItsEnd() {
        long id = task("report", null);
        ClaimedTask run = worker.claim();
        worker.print(run, "first line\n");

        visitor.open("/runs/" + run.runId()).sees("#output", "first line");
        worker.print(run, "<b>second</b> line\n");
        visitor.sees("#output", "<b>second</b> line");
        worker.end(run, new RunOutcome.Completed("first line\n<b>second</b> line\nlast line\n"));

        visitor.sees("#output", "last line").sees("#run-head", "completed");
        assertThat(isTrue("status = 'completed'", id)).isTrue();
    }

    @Test
    void aRunIsCancelledFromItsPageAfterAsking() {
        task("report", null);
        ClaimedTask run = worker.claim();

        visitor.open("/runs/" + run.runId()).press("Cancel");
        visitor.sees("dialog[open]", String.valueOf(run.runId()));
        assertThat(worker.isCancelled(run)).isFalse();
        visitor.press("Cancel 1 run");
        visitor.until("the worker learns of it", () -> worker.isCancelled(run));
        worker.end(run, new RunOutcome.Cancelled("cancelled", ""));

        visitor.open("/runs/" + run.runId()).sees("#run-head", "cancelled");
    }

    @Test
    void aCronPatternIsShownInWordsWhileItIsTyped() {
        long id = task("nightly", "0 3 * * *");
        visitor.open("/tasks/" + id + "/edit").sees("#preview", "3");

        visitor.fill("schedule_pattern", "61 * * * *").sees("#preview", "61");
        visitor.fill("schedule_pattern", "*/10 * * * *").sees("#preview", "10 minutes");
        visitor.press("Save");

        visitor.until("the task's page", () -> visitor.path().equals("/tasks/" + id));
        assertThat(isTrue("schedule_pattern = '*/10 * * * *'", id)).isTrue();
        visitor.until("it is planned anew", () -> isTrue("next_run_at > now()", id));
    }

    @Test
    void aChangeOfManySaysHowManyAndAsks() {
        long first = task("first", "0 3 * * *");
        long second = task("second", "0 3 * * *");
        long third = task("third", "0 3 * * *");

        visitor.open("/tasks")
                .click(By.cssSelector("#task-" + first + " input[type=checkbox]"))
                .click(By.cssSelector("#task-" + second + " input[type=checkbox]"))
                .press("Pause");
        visitor.sees("dialog[open]", "2 tasks");
        assertThat(isTrue("status = 'active'", first)).isTrue();
        visitor.click(By.cssSelector("dialog[open] form button:not([value=cancel]):not([formmethod=dialog])"));

        visitor.until(
                "both are paused", () -> isTrue("status = 'paused'", first) && isTrue("status = 'paused'", second));
        assertThat(isTrue("status = 'active'", third)).isTrue();
    }

    @Test
    void whatIsChosenStaysChosenWhileThePageIsBroughtUpToDate() {
        task("first", "0 3 * * *");
        visitor.open("/tasks").click(By.id("all-matching")).sees("[data-count]", "All selected");

        task("second", "0 3 * * *");
        visitor.until("the new task is there", () -> visitor.count("#tasks tbody tr") == 2);

        assertThat(visitor.find(By.id("all-matching")).isSelected()).isTrue();
        visitor.press("Pause").sees("dialog[open]", "2 tasks").press("Keep");
        visitor.click(By.id("all-matching")).press("Pause").sees("dialog[open]", "Nothing is selected.");
    }

    @Test
    void aButtonThatIsOfNoUseAnyMoreGoesWhileOneLooksAtIt() {
        long id = task("nightly", "0 3 * * *");
        visitor.open("/tasks/" + id).sees("#head", "Pause");

        sql("UPDATE scheduled_tasks SET status = 'paused'");

        visitor.sees("#head", "Resume").sees("#explain", "The task is paused.");
        assertThat(visitor.find(By.id("head")).getText()).doesNotContain("Pause");
    }

    @Test
    void theBackButtonShowsNothingToWhoeverComesAfterTheSignOut() {
        visitor.open("/audit").sees("h1", "Audit");
        visitor.click(By.xpath("//header//button[normalize-space()='Sign out']"))
                .until("signed out", () -> visitor.path().startsWith("/sign-in"));

        visitor.browser().navigate().back();

        visitor.until("the sign-in again", () -> visitor.path().startsWith("/sign-in?next"));
        visitor.signIn();
    }

    @Test
    void aPageWhoseSchedulerIsGoneSaysThatItIsOutOfDate() {
        RunningScheduler other = RunningScheduler.start();
        try (Visitor witness = new Visitor(other.address())) {
            try (other) {
                witness.signIn().open("/").find(By.id("verdict"));
            }
            witness.sees("#live-state", "Not up to date");
        }
    }

    @Test
    void theKeyboardAloneLeadsEverywhere() {
        task("alpha", "0 3 * * *");
        long second = task("beta", "0 4 * * *");
        visitor.open("/").type("?").sees("dialog[open]", "Keyboard").type(Keys.ESCAPE);

        visitor.type("g").type("t").until("the tasks", () -> visitor.path().startsWith("/tasks"));
        visitor.type("j")
                .type("j")
                .type(Keys.ENTER)
                .until("a task", () -> visitor.path().matches("/tasks/\\d+"));
        visitor.open("/tasks").type("/");
        assertThat(visitor.browser().switchTo().activeElement().getAttribute("id"))
                .isEqualTo("text");
        visitor.type("beta").until("one row is left", () -> visitor.count("#tasks tbody tr") == 1);
        visitor.type(Keys.TAB);
        visitor.open("/tasks/" + second);
        tabTo("Pause");
        visitor.type(Keys.ENTER);

        visitor.until("it is paused", () -> isTrue("status = 'paused'", second));
    }

    @Test
    void thePagesSayWhatTheySayWithoutScripts() {
        long id = task("nightly", "0 3 * * *");
        Map<String, Object> off = Map.of("value", true);
        visitor.browser().executeCdpCommand("Emulation.setScriptExecutionDisabled", off);
        try {
            for (String page : List.of("/", "/tasks", "/tasks/" + id, "/runs", "/workers", "/schedule", "/failures")) {
                assertThat(visitor.open(page).find(By.tagName("h1")).getText()).isNotBlank();
            }
            visitor.open("/tasks/" + id).press("Pause");
            visitor.until("it is paused", () -> isTrue("status = 'paused'", id));
        } finally {
            visitor.browser().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }

    private static void tabTo(String label) {
        for (int i = 0; i < 60; i++) {
            visitor.type(Keys.TAB);
            if (visitor.browser().switchTo().activeElement().getText().equals(label)) {
                return;
            }
        }
        throw new AssertionError("Tab never reaches '" + label + "'");
    }

    /** @param pattern null: a one-off task that is due */
    private static long task(String name, @Nullable String pattern) {
        return scheduler
                .database()
                .jdbc()
                .sql("""
                        INSERT INTO scheduled_tasks (name, task_type, schedule_pattern, next_run_at)
                        VALUES (:name, 'report', :pattern,
                                CASE WHEN CAST(:pattern AS text) IS NULL THEN now() ELSE now() + interval '1 day' END)
                        RETURNING id
                        """)
                .param("name", name)
                .param("pattern", pattern, java.sql.Types.VARCHAR)
                .query(Long.class)
                .single();
    }

    private static boolean isTrue(String condition, long id) {
        return scheduler
                .database()
                .jdbc()
                .sql("SELECT coalesce((SELECT " + condition + " FROM scheduled_tasks WHERE id = :id), false)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private static List<String> audited(long id) {
        return scheduler
                .database()
                .jdbc()
                .sql("SELECT concat_ws(' ', action, actor, face) FROM scheduled_task_audit WHERE subject_id = :id")
                .param("id", String.valueOf(id))
                .query(String.class)
                .list();
    }

    private static void sql(String statement) {
        scheduler.database().jdbc().sql(statement).update();
    }
}
