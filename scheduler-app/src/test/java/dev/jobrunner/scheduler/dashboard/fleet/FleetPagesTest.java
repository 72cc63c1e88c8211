package dev.jobrunner.scheduler.dashboard.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.Face;
import dev.jobrunner.scheduler.dashboard.Flash;
import dev.jobrunner.scheduler.dashboard.NotThereException;
import dev.jobrunner.scheduler.testing.FormBrowser;
import dev.jobrunner.scheduler.testing.RunningScheduler;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.support.RedirectAttributesModelMap;

/** The pages of workers and schedule, rendered by the running application. */
class FleetPagesTest {

    private static final Actor ACTOR = new Actor("mona", Face.PAGE);

    private static RunningScheduler scheduler;
    private static FormBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        scheduler = RunningScheduler.start(
                "--jobrunner.scheduler.tick-interval=300s",
                "--jobrunner.worker.dead-after=120s"); // no tick hands anything back while this runs
        browser = scheduler.browser(Role.OPERATOR);
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    @BeforeEach
    void empty() {
        scheduler.sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_workers");
    }

    @Test
    void withoutAWorkerThePageSaysHowToStartOne() throws Exception {
        assertThat(get("/workers")).contains("No workers yet", "java -jar worker-app.jar", "Nobody runs tasks.");
    }

    @Test
    void aWorkerIsShownWithItsSlotsItsRunsAndWhatBecomesOfThem() throws Exception {
        worker("worker-a", "now()", "NULL");
        worker("worker-b", "now() - interval '1 hour'", "NULL");
        worker("worker-c", "now()", "now()");
        running(1, "nightly <b>", "worker-a");
        running(2, "lost one", "worker-b");

        String page = get("/workers");

        assertThat(page)
                .contains("1 of 4", "nightly &lt;b&gt;", "/tasks/1", "/workers/worker-a/drain", "REPORT")
                .contains("1 run is handed back at the next tick and started again elsewhere.")
                .contains("/workers/worker-c/resume", "it is empty and may be stopped");
        assertThat(page.indexOf("id=\"worker-b\""))
                .as("what needs somebody comes first")
                .isLessThan(page.indexOf("id=\"worker-a\""));
    }

    @Test
    void aDrainAsksFirstAndSaysWhoIsLeft() throws Exception {
        worker("worker-a", "now()", "NULL");
        assertThat(get("/workers/worker-a/drain")).contains("No other worker claims: nothing will be started.");

        worker("worker-b", "now()", "NULL");
        assertThat(get("/workers/worker-a/drain"))
                .contains("Drain this worker?", "1 other worker goes on.", "action=\"/workers/worker-a/drain\"");
    }

    @Test
    void drainAndResumeSayWhatTheyDid() {
        worker("worker-a", "now()", "NULL");
        WorkersPage page = scheduler.bean(WorkersPage.class);
        RedirectAttributesModelMap said = new RedirectAttributesModelMap();

        assertThat(page.drain("worker-a", ACTOR, said).getUrl()).isEqualTo("/workers");
        assertThat(flash(said).text()).contains("claims nothing more");
        page.resume("worker-a", ACTOR, said);
        assertThat(flash(said).text()).isEqualTo("worker-a claims again.");
        page.resume("worker-a", ACTOR, said);
        assertThat(flash(said).tone()).isEqualTo("warn");
        Assertions.assertThatThrownBy(() -> page.drain("nobody", ACTOR, said)).isInstanceOf(NotThereException.class);
    }

    @Test
    void theScheduleShowsTheForecastItsHotSpotsAndWhatComesNext() throws Exception {
        assertThat(get("/schedule?hours=24")).contains("Nothing recurs yet");

        worker("worker-a", "now()", "NULL");
        scheduler.sql(
                "INSERT INTO scheduled_tasks (name, task_type, schedule_pattern, next_run_at, max_concurrent_runs)"
                        + " SELECT 'job ' || i, 'x', '30 3 * * *', now() + interval '1 hour', 20 FROM generate_series(1, 9) i");
        scheduler.sql("INSERT INTO scheduled_task_logs (scheduled_task_id, status, started_at, finished_at)"
                + " SELECT id, 'completed', now() - interval '5 minutes', now() FROM scheduled_tasks");
        String page = get("/schedule?hours=168");

        assertThat(page)
                .contains("9 of 4", "and 6 more times", "9 tasks start at minute :30", "job 1", "and 4 other tasks")
                .contains("class=\"hot-mark\"", "class=\"slot-line\"", "4 slots", "The figures as a table")
                .doesNotContainPattern("\\sstyle=");
        assertThat(page.substring(page.indexOf("id=\"next\""))).contains("job 9", "5 min");
    }

    private static Flash flash(RedirectAttributesModelMap said) {
        return (Flash) Objects.requireNonNull(said.getFlashAttributes().get(Flash.NAME));
    }

    private static String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> page = browser.get(path);
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        return page.body();
    }

    private static void worker(String id, String heartbeat, String drained) {
        scheduler.sql(
                "INSERT INTO scheduled_task_workers (id, host, pid, version, state, slots, task_types, heartbeat_interval,"
                        + " stop_within, heartbeat_at, drain_requested_at) VALUES ('" + id
                        + "', 'h', 1, '1.0', 'running', 4, '{REPORT}', '1 hour', '5 s', " + heartbeat + ", " + drained
                        + ")");
    }

    private static void running(long id, String name, String worker) {
        scheduler
                .database()
                .jdbc()
                .sql(
                        "INSERT INTO scheduled_tasks (id, name, task_type, locked_at, locked_by, lock_token, run_id, scheduled_for,"
                                + " attempt, last_status) VALUES (:id, :name, 'x', now(), :worker, gen_random_uuid(), :id, now(), 1,"
                                + " 'running')")
                .param("id", id)
                .param("name", name)
                .param("worker", worker)
                .update();
    }
}
