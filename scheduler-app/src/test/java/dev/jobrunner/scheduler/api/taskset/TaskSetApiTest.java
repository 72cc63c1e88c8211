package dev.jobrunner.scheduler.api.taskset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.scheduler.testing.RunningScheduler;
import dev.jobrunner.scheduler.testing.SignedIn;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Task sets over HTTP, on the whole scheduler and a real database. Its tick is far away, so that rows stay as they are. */
class TaskSetApiTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PLAN = "/api/v1/schedules/plan";
    private static final String APPLY = "/api/v1/schedules/apply";
    private static final String YAML = """
            set: reports
            tasks:
              daily:
                task_type: report_generation
                schedule_pattern: 0 9 * * 1-5
                payload: {api_key: s3cret, title: Überblick}
            """;

    private static RunningScheduler scheduler;

    @BeforeAll
    static void start() {
        scheduler = RunningScheduler.start("--jobrunner.scheduler.tick-interval=60s");
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    @BeforeEach
    void empty() {
        scheduler.sql("DELETE FROM scheduled_tasks");
    }

    @Test
    void aFileIsPlannedAppliedAndPlansToNothing() throws Exception {
        HttpResponse<String> plan = send(PLAN, "application/yaml", YAML);
        assertThat(plan.statusCode()).as(plan.body()).isEqualTo(200);
        assertThat(JSON.readTree(plan.body()).at("/tasks/0/action").asString()).isEqualTo("create");
        assertThat(plan.body()).contains("•••", "Überblick").doesNotContain("s3cret");
        String version = plan.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> applied = send(APPLY, "application/yaml", YAML, "If-Match", version);
        assertThat(applied.statusCode()).as(applied.body()).isEqualTo(200);
        String json = "{\"set\":\"reports\",\"tasks\":{\"daily\":{\"task_type\":\"report_generation\","
                + "\"schedule_pattern\":\"0 9 * * 1-5\",\"payload\":{\"api_key\":\"•••\",\"title\":\"\\u00dcberblick\"}}}}";
        JsonNode again = JSON.readTree(send(PLAN, "application/json", json).body());
        assertThat(again.get("different").asBoolean()).as(again.toString()).isFalse();

        HttpResponse<String> stale = send(APPLY, "application/yaml", YAML, "If-Match", version);
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stale.body()).contains("the plan has changed meanwhile");
    }

    @Test
    void aLiveEditIsMarkedInTheApiAndOnThePages() throws Exception {
        send(APPLY, "application/yaml", YAML);
        long id = scheduler.json("/api/v1/tasks").at("/items/0/id").asLong();
        assertThat(scheduler.json("/api/v1/tasks/" + id).get("managed_by").asString())
                .isEqualTo("reports");
        assertThat(scheduler.json("/api/v1/tasks/" + id).get("differs")).isEmpty();
        assertThat(scheduler.browser(Role.VIEWER).get("/tasks").body()).doesNotContain(">edited<");

        scheduler.sql("UPDATE scheduled_tasks SET priority = 7, payload = '{}'");

        assertThat(scheduler.json("/api/v1/tasks/" + id).get("differs").toString())
                .isEqualTo("[\"payload\",\"priority\"]");
        assertThat(scheduler.browser(Role.VIEWER).get("/tasks").body()).contains(">edited<");
        assertThat(scheduler.browser(Role.VIEWER).get("/tasks/" + id).body())
                .contains("<dt>Declared by</dt>", "edited since its file was applied: <span>payload, priority</span>");
    }

    @Test
    void faultsAndRefusalsAreProblems() throws Exception {
        HttpResponse<String> invalid =
                send(PLAN, "application/yaml", "set: s\ntasks:\n  a:\n    task_typ: x\n    priority: 1.5\n");
        assertThat(invalid.statusCode()).isEqualTo(400);
        JsonNode problem = JSON.readTree(invalid.body());
        assertThat(problem.get("problems")).hasSize(3);
        assertThat(problem.at("/problems/1").toString())
                .isEqualTo("{\"line\":4,\"task\":\"a\",\"field\":\"task_typ\",\"message\":"
                        + "\"'task_typ' is no field of a task; did you mean task_type?\"}");

        send(APPLY, "application/yaml", YAML);
        HttpResponse<String> refused = send(APPLY, "application/yaml", YAML.replace("set: reports", "set: other"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("belongs to the set 'reports'");
        assertThat(send(PLAN + "?prune=away", "application/yaml", YAML).body())
                .contains("allowed is pause, delete or release");
        assertThat(send(PLAN, "text/plain", YAML).statusCode()).isEqualTo(415);
        assertThat(send(PLAN, "application/json", "x".repeat(1024 * 1024 + 1)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void whoMayDoWhat() throws Exception {
        assertThat(as(Role.VIEWER, PLAN).statusCode()).isEqualTo(200);
        assertThat(as(Role.VIEWER, APPLY).statusCode()).isEqualTo(403);
        assertThat(as(Role.OPERATOR, APPLY + "?prune=pause").statusCode()).isEqualTo(200);
        assertThat(as(Role.OPERATOR, APPLY + "?prune=delete").body()).contains("deleting tasks needs the role admin");
        assertThat(as(Role.ADMIN, APPLY + "?prune=delete").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> as(Role role, String path) throws IOException, InterruptedException {
        return scheduler.send(SignedIn.request(scheduler.address().resolve(path).toString(), role)
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString(YAML)));
    }

    private static HttpResponse<String> send(String path, String type, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = scheduler.request(path).header("Content-Type", type);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return scheduler.send(request.POST(BodyPublishers.ofString(body)));
    }
}
