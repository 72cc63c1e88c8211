package dev.jobrunner.scheduler.api.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.scheduler.testing.FormBrowser;
import dev.jobrunner.scheduler.testing.RunningScheduler;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Backfills over HTTP and by the forms of the pages. */
class BackfillApiTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String AUGUST =
            "{\"from\":\"2026-08-01T00:00:00Z\",\"to\":\"2026-08-10T23:59:59Z\",\"parallelism\":3%s}";

    private static RunningScheduler scheduler;
    private static FormBrowser operator;

    private String path = "";
    private String page = "";

    @BeforeAll
    static void start() throws Exception {
        scheduler = RunningScheduler.start("--jobrunner.scheduler.tick-interval=60s");
        operator = scheduler.browser(Role.OPERATOR);
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    @BeforeEach
    void oneDailyTask() throws Exception {
        scheduler.sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_backfills CASCADE");
        long id = json(send("POST", "/api/v1/tasks", "{\"task_type\":\"x\",\"schedule_pattern\":\"0 3 * * *\"}"))
                .get("id")
                .asLong();
        path = "/api/v1/tasks/" + id;
        page = "/tasks/" + id;
    }

    @Test
    void aBackfillIsTriedStartedSeenAndStopped() throws Exception {
        JsonNode dry = json(send("POST", path + "/backfill", AUGUST.formatted(",\"dry_run\":true")));
        assertThat(dry.get("summary").asString())
                .isEqualTo("would fill 10 slots from 2026-08-01T03:00:00Z to 2026-08-10T03:00:00Z, at most 3 at once");
        assertThat(dry.get("backfill_id").isNull()).isTrue();
        assertThat(json(send("GET", path + "/backfills", "")).get("items").isEmpty())
                .isTrue();

        JsonNode started = json(send("POST", path + "/backfill", AUGUST.formatted("")));
        assertThat(started.get("backfill_id").isNull()).isFalse();
        assertThat(json(send("POST", path + "/backfill", AUGUST.formatted("")))
                        .get("summary")
                        .asString())
                .isEqualTo("nothing to fill: all 10 slots there were backfilled before");
        JsonNode progress =
                json(send("GET", path + "/backfills", "")).get("items").get(0);
        assertThat(progress.get("started").asInt()).isEqualTo(3);
        assertThat(progress.get("waiting").asInt()).isEqualTo(7);

        assertThat(json(send("DELETE", path + "/backfill", ""))
                        .get("slots_left")
                        .asInt())
                .isEqualTo(10);
        assertThat(json(send("GET", "/api/v1/audit?subject_kind=task", ""))
                        .get("items")
                        .valueStream()
                        .map(each -> each.get("action").asString())
                        .limit(2))
                .containsExactly("stop_backfill", "backfill");
    }

    @Test
    void whatMakesNoSenseIsRefused() throws Exception {
        problem("{\"from\":\"2026-08-02T00:00:00Z\",\"to\":\"2026-08-01T00:00:00Z\"}", "to", "is not before from");
        problem("{\"from\":\"2026-08-02T00:00:00Z\",\"to\":\"2999-08-01T00:00:00Z\"}", "to", "a time that has come");
        problem("{\"to\":\"2026-08-01T00:00:00Z\"}", "from", "from ''");
        problem(
                "{\"from\":\"2026-08-02T00:00:00Z\",\"to\":\"2026-08-03T00:00:00Z\",\"parallelism\":101}",
                "parallelism",
                "from 1 to 100");
        send("PATCH", path, "{\"schedule_pattern\":\"* * * * *\"}");
        problem(
                "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-08-01T00:00:00Z\"}",
                "to",
                "at most 10000 slots at once, so up to");
    }

    @Test
    void theFormShowsWhatItWouldDoBeforeItDoes() throws Exception {
        assertThat(operator.get(page).body()).contains(page + "/backfills");
        assertThat(operator.get(page + "/backfills").body()).contains("No backfill yet");
        Map<String, String> fields =
                Map.of("from", "2026-08-01T00:00:00Z", "to", "2026-08-10T00:00:00Z", "parallelism", "2");
        Map<String, String> dry = new java.util.HashMap<>(fields);
        dry.put("dry_run", "true");
        assertThat(operator.submit(page + "/backfills", dry).body())
                .contains("It would fill 9 slots", "No backfill yet", "value=\"2026-08-01T00:00:00Z\"");
        HttpResponse<String> started = operator.submit(page + "/backfills", fields);
        assertThat(started.statusCode()).isEqualTo(303);
        assertThat(operator.get(page + "/backfills").body()).contains("It fills 9 slots", "0 of 9", "goes on");
        HttpResponse<String> wrong = operator.submit(page + "/backfills", Map.of("from", "soon", "to", ""));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("Not started", "value=\"soon\"");
        operator.submit(page + "/backfills/stop", Map.of());
        assertThat(operator.get(page + "/backfills").body()).contains("Stopped: 9 slots will not be filled");
    }

    private void problem(String body, String field, String detail) throws Exception {
        HttpResponse<String> response = send("POST", path + "/backfill", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        JsonNode problem = JSON.readTree(response.body());
        assertThat(problem.get("field").asString()).isEqualTo(field);
        assertThat(problem.get("detail").asString()).contains(detail);
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return JSON.readTree(response.body());
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        return scheduler.send(scheduler
                .request(path)
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json"));
    }
}
