package dev.jobrunner.scheduler.api.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.scheduler.testing.RunningScheduler;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tasks that run after others, over HTTP, on the whole scheduler and a real database. */
class RunAfterOthersApiTest {

    private static final JsonMapper JSON = new JsonMapper();

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
        scheduler.sql("TRUNCATE scheduled_tasks, scheduled_task_logs");
    }

    @Test
    void aTaskSaysWhatItIsAfterInNamesOrIds() throws Exception {
        long first = json(post("/api/v1/tasks", "{\"name\":\"a\",\"task_type\":\"x\"}"))
                .get("id")
                .asLong();
        JsonNode second = json(post(
                "/api/v1/tasks",
                "{\"name\":\"b\",\"task_type\":\"x\",\"after\":[" + first + "],\"after_failed\":\"skip\"}"));

        assertThat(second.get("after").toString()).isEqualTo("[\"a\"]");
        assertThat(second.get("after_failed").asString()).isEqualTo("skip");
        assertThat(second.get("next_run_at").isNull()).isTrue();
        assertThat(second.get("not_before").isNull()).isFalse();

        JsonNode edited =
                json(send("PATCH", "/api/v1/tasks/" + second.get("id"), "{\"after\":null,\"after_failed\":null}"));
        assertThat(edited.get("after").isEmpty()).isTrue();
        assertThat(edited.get("after_failed").asString()).isEqualTo("wait");
    }

    @Test
    void aGraphIsMadeInOneRequest() throws Exception {
        HttpResponse<String> made = post("/api/v1/tasks/batch", """
                {"tasks":[{"name":"report","task_type":"x","after":["cluster","extract"]},
                          {"name":"cluster","task_type":"x","after":"extract"},
                          {"name":"extract","task_type":"x"}]}
                """);

        assertThat(made.statusCode()).isEqualTo(201);
        JsonNode tasks = json(made).get("tasks");
        assertThat(tasks.get(0).get("name").asString()).isEqualTo("report");
        assertThat(tasks.get(0).get("after").size()).isEqualTo(2);
        assertThat(scheduler.json("/api/v1/tasks?state=waiting").get("items").size())
                .isEqualTo(2);
        await("figures are up to a second old")
                .untilAsserted(() -> assertThat(scheduler
                                .json("/scheduler/health")
                                .get("waiting_tasks")
                                .asInt())
                        .isEqualTo(2));
    }

    @Test
    void whatCannotBeIsRefusedWithItsFieldAndNothingIsMade() throws Exception {
        HttpResponse<String> circle = post("/api/v1/tasks/batch", """
                {"tasks":[{"name":"a","task_type":"x","after":["b"]},{"name":"b","task_type":"x","after":["a"]}]}
                """);
        assertThat(circle.statusCode()).isEqualTo(400);
        assertThat(json(circle).get("detail").asString()).contains("b -> a -> b");

        HttpResponse<String> wrong = post("/api/v1/tasks/batch", "{\"tasks\":[{\"task_type\":\"x\",\"name\":7}]}");
        assertThat(json(wrong).get("detail").asString()).startsWith("tasks[0].name '7'");
        assertThat(post("/api/v1/tasks/batch", "{\"tasks\":[]}").statusCode()).isEqualTo(400);
        assertThat(json(post("/api/v1/tasks", "{\"task_type\":\"x\",\"after_failed\":\"maybe\"}"))
                        .get("detail")
                        .asString())
                .contains("allowed is wait, skip or run");
        assertThat(scheduler.json("/api/v1/tasks").get("items").isEmpty()).isTrue();
    }

    @Test
    void explainNamesTheGateAndTheCallThatMendsIt() throws Exception {
        JsonNode tasks = json(post("/api/v1/tasks/batch", """
                        {"tasks":[{"name":"a","task_type":"x"},{"name":"b","task_type":"x","after":["a"]}]}
                        """)).get("tasks");
        scheduler.sql("UPDATE scheduled_tasks SET status = 'disabled' WHERE name = 'a'");

        JsonNode explained = scheduler.json("/api/v1/tasks/" + tasks.get(1).get("id") + "/explain");

        assertThat(explained.get("summary").asString()).contains("(a), which is disabled after failures");
        JsonNode gate = explained.get("gates").get(1);
        assertThat(gate.get("name").asString()).isEqualTo("others_done");
        assertThat(gate.get("remedy").get("path").asString())
                .isEqualTo("/api/v1/tasks/" + tasks.get(0).get("id") + "/reset");
        assertThat(gate.get("facts").get("waits_for").get(0).get("state").asString())
                .isEqualTo("disabled");
        await("figures are up to a second old")
                .untilAsserted(() -> assertThat(scheduler
                                .json("/scheduler/health")
                                .get("reasons")
                                .toString())
                        .contains("1 task waits for another that will not succeed"));
    }

    private static HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return scheduler.post(path, body);
    }

    private static HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return scheduler.send(scheduler
                .request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }
}
