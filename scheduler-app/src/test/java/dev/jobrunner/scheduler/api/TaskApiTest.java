package dev.jobrunner.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.scheduler.testing.RunningScheduler;
import dev.jobrunner.scheduler.testing.SignedIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tasks over HTTP, on the whole scheduler and a real database. Its tick is far away, so that rows stay as they are. */
class TaskApiTest {

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
        scheduler.sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_idempotency_keys");
    }

    @Test
    void aTaskIsCreatedReadEditedActedOnAndDeleted() throws Exception {
        HttpResponse<String> created = send(
                "POST",
                "/api/v1/tasks",
                "{\"name\":\"daily\",\"task_type\":\"report_generation\",\"schedule_pattern\":"
                        + "\"0 9 * * *\",\"time_zone\":\"Europe/Berlin\",\"payload\":{\"api_key\":\"s3cret\",\"n\":12345678901234567890.25}}");
        assertThat(created.statusCode()).isEqualTo(201);
        String path = URI.create(created.headers().firstValue("Location").orElseThrow())
                .getPath();
        JsonNode task = json(get(path));
        assertThat(task.get("max_concurrent_runs").asInt())
                .as("default of the type")
                .isEqualTo(3);
        assertThat(get(path).body())
                .as("as it was written, without its secret")
                .contains("\"payload\":{\"n\":12345678901234567890.25,\"api_key\":\"•••\"}");
        assertThat(task.get("name").asString()).isEqualTo("daily");
        assertThat(task.has("schedule_error")).as("null fields are shown").isTrue();

        JsonNode edited = json(send("PATCH", path, "{\"priority\":4,\"payload\":{\"api_key\":\"•••\",\"n\":2}}"));
        assertThat(edited.get("priority").asInt()).isEqualTo(4);
        assertThat(stored("payload::text")).isEqualTo("{\"n\": 2, \"api_key\": \"s3cret\"}");

        assertThat(json(send("POST", path + "/pause", "")).get("status").asString())
                .isEqualTo("paused");
        problem(send("POST", path + "/pause", ""), 409, "is paused: only active ones can be paused");
        problem(send("POST", path + "/run", ""), 409, "is paused: resume it first");
        assertThat(send("POST", path + "/resume", "").statusCode()).isEqualTo(200);
        JsonNode due = json(send("POST", path + "/run", "{\"payload\":{\"token\":\"t\"}}"));
        assertThat(due.get("next_payload").toString()).isEqualTo("{\"token\":\"•••\"}");
        assertThat(stored("next_payload::text")).isEqualTo("{\"token\": \"t\"}");
        problem(send("POST", path + "/cancel", ""), 409, "it is not running");
        assertThat(json(get(path + "/explain")).get("summary").asString()).startsWith("No worker is alive");

        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
        problem(get(path), 404, "there is no task");
        problem(send("DELETE", path, ""), 404, "there is no task");
        JsonNode audit = json(get("/api/v1/audit?subject_kind=task&subject_id=" + task.get("id")))
                .get("items");
        assertThat(audit.valueStream().map(each -> each.get("action").asString()))
                .containsExactly("delete", "run", "resume", "pause", "edit", "create");
        assertThat(audit.toString()).doesNotContain("s3cret");
        assertThat(audit.get(3).get("after").toString()).isEqualTo("{\"status\":\"paused\"}");
    }

    @Test
    void pagesFollowOneAnotherWithoutGapsAndFiltersAreKept() throws Exception {
        scheduler.sql("INSERT INTO scheduled_tasks (task_type, status, schedule_pattern)"
                + " SELECT 'x', CASE WHEN n % 2 = 0 THEN 'paused' ELSE 'active' END, '@daily'"
                + " FROM generate_series(1, 25) n");

        List<Long> ids = new ArrayList<>();
        String path = "/api/v1/tasks?status=paused&limit=5";
        while (path != null) {
            HttpResponse<String> page = get(path);
            json(page).get("items").forEach(each -> ids.add(each.get("id").asLong()));
            path = page.headers()
                    .firstValue("Link")
                    .map(link -> URI.create(link.substring(1, link.indexOf('>'))))
                    .map(link -> link.getPath() + "?" + link.getQuery())
                    .orElse(null);
        }

        assertThat(ids).hasSize(12).isSorted().doesNotHaveDuplicates();
        assertThat(json(get("/api/v1/tasks?status=paused,disabled&limit=500")).get("items"))
                .hasSize(12);
        assertThat(json(get("/api/v1/tasks?limit=500")).get("next").isNull()).isTrue();
    }

    @Test
    void manyAreChangedAtOnceAfterACountByTheSameRules() throws Exception {
        scheduler.sql(
                "INSERT INTO scheduled_tasks (id, task_type, status) VALUES (1, 'x', 'disabled'), (2, 'x', 'paused'),"
                        + " (3, 'x', 'active'), (4, 'y', 'active')");

        JsonNode dry = json(send(
                "POST",
                "/api/v1/tasks/bulk",
                "{\"action\":\"reset\",\"filter\":{\"task_type\":\"x\"},\"dry_run\":true}"));
        JsonNode done =
                json(send("POST", "/api/v1/tasks/bulk", "{\"action\":\"reset\",\"filter\":{\"task_type\":[\"x\"]}}"));
        JsonNode some = json(send("POST", "/api/v1/tasks/bulk", "{\"action\":\"pause\",\"ids\":[3,4,99]}"));

        assertThat(dry.get("matched").asInt()).isEqualTo(3);
        assertThat(dry.get("changed").asInt()).isEqualTo(2);
        assertThat(dry.get("refused").toString())
                .isEqualTo("[{\"reason\":\"paused: resume makes it active\",\"tasks\":1}]");
        assertThat(done.get("changed")).isEqualTo(dry.get("changed"));
        assertThat(some.get("matched").asInt()).isEqualTo(2);
        invalid(send("POST", "/api/v1/tasks/bulk", "{\"action\":\"pause\"}"), "ids");
        invalid(send("POST", "/api/v1/tasks/bulk", "{\"action\":\"pause\",\"ids\":[1],\"filter\":{}}"), "ids");
        for (String body : List.of("\"ids\":[],\"filter\":{}", "\"ids\":null,\"filter\":{}", "\"ids\":[]")) {
            invalid(send("POST", "/api/v1/tasks/bulk", "{\"action\":\"delete\"," + body + "}"), "ids");
        }
        for (String empty : List.of("\"task_type\":[]", "\"task_type\":\" \"", "\"task_type\":[\"\"]")) {
            invalid(
                    send("POST", "/api/v1/tasks/bulk", "{\"action\":\"delete\",\"filter\":{" + empty + "}}"),
                    "filter.task_type");
        }
        invalid(
                send("POST", "/api/v1/tasks/bulk", "{\"action\":\"delete\",\"filter\":{\"text\":\"\"}}"),
                "filter.text");
        assertThat(stored("count(*)")).isEqualTo("4");
        invalid(
                send("POST", "/api/v1/tasks/bulk", "{\"action\":\"pause\",\"filter\":{\"stat\":\"x\"}}"),
                "filter.stat");
        invalid(send("POST", "/api/v1/tasks/bulk", "{\"action\":\"explode\",\"filter\":{}}"), "action");
    }

    @Test
    void aTaskRunsFromItsStartToItsEnd() throws Exception {
        String body =
                "{\"task_type\":\"x\",\"schedule_pattern\":\"0 9 * * *\",\"starts_at\":\"2100-01-01T10:00:00+01:00\","
                        + "\"ends_at\":\"2100-01-02T09:00:00Z\"}";
        HttpResponse<String> made = send("POST", "/api/v1/tasks", body);
        String path =
                URI.create(made.headers().firstValue("Location").orElseThrow()).getPath();

        JsonNode task = json(get(path));
        assertThat(task.get("starts_at").asString()).isEqualTo("2100-01-01T09:00:00Z");
        JsonNode preview = json(get(path + "/preview?count=5"));
        assertThat(preview.get("description").asString()).endsWith("from 2100-01-01 09:00, until 2100-01-02 09:00");
        assertThat(preview.get("next").toString())
                .isEqualTo("[{\"scheduled_for\":\"2100-01-01T09:00:00Z\",\"due_at\":\"2100-01-01T09:00:00Z\"},"
                        + "{\"scheduled_for\":\"2100-01-02T09:00:00Z\",\"due_at\":\"2100-01-02T09:00:00Z\"}]");

        HttpResponse<String> wrong = send("PATCH", path, "{\"ends_at\":\"2099-12-31T00:00:00Z\"}");
        problem(wrong, 400, "ends_at '2099-12-31T00:00:00Z' is before starts_at '2100-01-01T09:00:00Z'");
        assertThat(wrong.body()).contains("\"field\":\"ends_at\"");
        problem(
                send("PATCH", path, "{\"schedule_pattern\":null,\"next_run_at\":\"2100-01-01T00:00:00Z\"}"),
                400,
                "starts_at, ends_at, jitter_seconds, catch_up and calendar are for recurring tasks");
        JsonNode open = json(send("PATCH", path, "{\"starts_at\":null,\"ends_at\":null}"));
        assertThat(open.get("ends_at").isNull()).isTrue();
        assertThat(scheduler
                        .database()
                        .jdbc()
                        .sql(
                                "SELECT before ->> 'ends_at' FROM scheduled_task_audit WHERE action = 'edit' ORDER BY id DESC LIMIT 1")
                        .query(String.class)
                        .single())
                .startsWith("2100-01-02");
    }

    @Test
    void aTaskIsGivenAJitterAndItsPreviewSaysWhenItStarts() throws Exception {
        HttpResponse<String> made = send(
                "POST",
                "/api/v1/tasks",
                "{\"task_type\":\"x\",\"schedule_pattern\":\"0 9 * * *\",\"jitter_seconds\":3600}");
        String path =
                URI.create(made.headers().firstValue("Location").orElseThrow()).getPath();

        JsonNode slot = json(get(path + "/preview?from=2099-12-31T10:00:00Z&count=1"))
                .get("next")
                .get(0);
        assertThat(slot.get("scheduled_for").asString()).isEqualTo("2100-01-01T09:00:00Z");
        assertThat(slot.get("due_at").asString())
                .startsWith("2100-01-01T09:")
                .isEqualTo(json(get(path + "/preview?from=2099-12-31T10:00:00Z&count=1"))
                        .get("next")
                        .get(0)
                        .get("due_at")
                        .asString());
        problem(
                send("PATCH", path, "{\"jitter_seconds\":86401}"),
                400,
                "jitter_seconds '86401' is larger than the shortest distance between two slots");
        assertThat(json(send("PATCH", path, "{\"jitter_seconds\":null}"))
                        .get("jitter_seconds")
                        .asInt())
                .isZero();
    }

    @Test
    void whatBecomesOfMissedSlotsIsAFieldOfTheTask() throws Exception {
        HttpResponse<String> made = send(
                "POST",
                "/api/v1/tasks",
                "{\"task_type\":\"x\",\"schedule_pattern\":\"@daily\",\"catch_up\":\"all\",\"catch_up_limit\":7}");
        String path =
                URI.create(made.headers().firstValue("Location").orElseThrow()).getPath();
        JsonNode edited = json(send("PATCH", path, "{\"catch_up_window_seconds\":3600}"));

        assertThat(edited.get("catch_up").asString()).isEqualTo("all");
        assertThat(edited.get("catch_up_limit").asInt()).isEqualTo(7);
        assertThat(edited.get("catch_up_window_seconds").asInt()).isEqualTo(3600);
        problem(
                send("PATCH", path, "{\"catch_up\":\"some\"}"),
                400,
                "catch_up 'some' is not allowed; allowed is skip, one or all");
        problem(send("PATCH", path, "{\"catch_up_limit\":0}"), 400, "a whole number from 1 to 10000");
        JsonNode cleared = json(send("PATCH", path, "{\"catch_up\":null,\"catch_up_limit\":null}"));
        assertThat(cleared.get("catch_up").asString()).isEqualTo("one");
    }

    @Test
    void tasksAreFoundByTheTimeTheyAreDue() throws Exception {
        scheduler.sql(
                "INSERT INTO scheduled_tasks (id, task_type, next_run_at) VALUES"
                        + " (1, 'x', '2030-01-01T10:00:00Z'), (2, 'x', '2030-01-01T11:00:00Z'), (3, 'x', '2031-01-01T00:00:00Z')");

        assertThat(get("/api/v1/tasks?from=2030-01-01T11:00:00%2B01:00&to=2030-01-01T11:00:00Z")
                        .body())
                .contains("\"id\":1,")
                .doesNotContain("\"id\":2,", "\"id\":3,");
        invalid(get("/api/v1/tasks?from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z"), "to");
        invalid(get("/api/v1/tasks?from=tomorrow"), "from");
        assertThat(json(send(
                                "POST",
                                "/api/v1/tasks/bulk",
                                "{\"action\":\"pause\",\"filter\":{\"to\":\"2030-01-01T11:00:00Z\"},\"dry_run\":true}"))
                        .get("matched")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aBodyWhereNoneIsReadIsRefusedAndNothingDone() throws Exception {
        scheduler.sql("INSERT INTO scheduled_tasks (id, task_type, status) VALUES (1, 'x', 'active')");

        invalid(send("POST", "/api/v1/tasks/1/pause", "{\"dry_run\":true}"), "body");
        assertThat(json(get("/api/v1/tasks/1")).get("status").asString()).isEqualTo("active");
        assertThat(send("POST", "/api/v1/tasks/1/pause", " {} ").statusCode()).isEqualTo(200);
    }

    @Test
    void whatAnExplanationOffersOpensTheGateThatHolds() throws Exception {
        scheduler
                .database()
                .jdbc()
                .sql(
                        "INSERT INTO scheduled_tasks (id, task_type, schedule_pattern, status, max_concurrent_runs, locked_at,"
                                + " locked_by, next_run_at) VALUES (1, 'x', '@daily', 'active', 3, now(), 'w', now()),"
                                + " (2, 'x', '@daily', 'active', 3, now(), 'w', now()),"
                                + " (3, 'x', '@daily', 'active', 3, now(), 'w', now()),"
                                + " (4, 'x', '@daily', 'active', 3, NULL, NULL, now()),"
                                + " (5, 'x', '@daily', 'completed', 3, NULL, NULL, NULL),"
                                + " (6, 'x', '@daily', 'inactive', 3, NULL, NULL, NULL)")
                .update();

        JsonNode full = remedy(4, "below_limit");
        assertThat(full.get("body").asString()).isEqualTo("{\"max_concurrent_runs\":4}");
        assertThat(full.get("command").asString()).isEqualTo("tasks edit 4 --max-concurrent-runs 4");
        for (JsonNode remedy : List.of(full, remedy(5, "active"), remedy(6, "active"))) {
            json(send(
                    remedy.get("method").asString(),
                    remedy.get("path").asString(),
                    remedy.get("body").asString()));
        }

        assertThat(gate(4, "below_limit").get("holds").asBoolean()).isFalse();
        assertThat(gate(5, "active").get("holds").asBoolean()).isFalse();
        assertThat(gate(6, "active").get("holds").asBoolean()).isFalse();
    }

    @Test
    void anExplanationNamesTheDrainingWorkerThatIsToBeResumed() throws Exception {
        scheduler
                .database()
                .jdbc()
                .sql("INSERT INTO scheduled_task_workers (id, host, pid, version, state, slots, task_types,"
                        + " heartbeat_interval, stop_within, drain_requested_at)"
                        + " VALUES ('worker-a-1', 'h', 1, '1', 'draining', 1, '{X}', '2 s', '6 s', now())")
                .update();
        scheduler
                .database()
                .jdbc()
                .sql("INSERT INTO scheduled_tasks (id, task_type, next_run_at) VALUES (1, 'x', now())")
                .update();
        try {
            JsonNode remedy = remedy(1, "worker_free");

            assertThat(remedy.get("command").asString()).isEqualTo("workers resume worker-a-1");
            json(send("POST", remedy.get("path").asString(), ""));
        } finally {
            scheduler
                    .database()
                    .jdbc()
                    .sql("DELETE FROM scheduled_task_workers")
                    .update();
        }
    }

    @Test
    void onlyAnAdminDeletesManyAtOnce() throws Exception {
        scheduler.sql("INSERT INTO scheduled_tasks (task_type) VALUES ('x')");
        String body = "{\"action\":\"delete\",\"filter\":{}}";

        HttpResponse<String> refused =
                scheduler.send(SignedIn.request(scheduler.address() + "/api/v1/tasks/bulk", Role.OPERATOR)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));

        problem(refused, 403, "needs the role admin");
        assertThat(json(send("POST", "/api/v1/tasks/bulk", body)).get("changed").asInt())
                .isEqualTo(1);
    }

    @Test
    void askingTwiceWithOneKeyIsAskingOnce() throws Exception {
        String body = "{\"task_type\":\"x\",\"schedule_pattern\":\"@daily\"}";

        HttpResponse<String> first = send("POST", "/api/v1/tasks", body, "Idempotency-Key", "k-1");
        HttpResponse<String> again = send("POST", "/api/v1/tasks", " " + body, "Idempotency-Key", "k-1");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(stored("count(*)")).isEqualTo("1");
        problem(
                send("POST", "/api/v1/tasks", "{\"task_type\":\"y\"}", "Idempotency-Key", "k-1"),
                422,
                "take a new key");
        invalid(send("POST", "/api/v1/tasks", body, "Idempotency-Key", "k 1"), "Idempotency-Key");
    }

    @Test
    void aTakenNameAndAChangeMeanwhileAreConflictsThatSayWhatIsThere() throws Exception {
        String body = "{\"name\":\"n\",\"task_type\":\"x\",\"schedule_pattern\":\"@daily\"}";
        HttpResponse<String> created = send("POST", "/api/v1/tasks", body);
        String path = "/api/v1/tasks/" + json(created).get("id");
        String seen = created.headers().firstValue("ETag").orElseThrow();

        JsonNode taken = problem(send("POST", "/api/v1/tasks", body), 409, "name 'n' is taken by task");
        assertThat(taken.get("existing_id")).isEqualTo(json(created).get("id"));
        assertThat(send("PATCH", path, "{\"priority\":1}", "If-Match", seen).statusCode())
                .isEqualTo(200);
        problem(send("PATCH", path, "{\"priority\":2}", "If-Match", seen), 412, "has been changed meanwhile");
    }

    @Test
    void whateverIsWrongIsAProblemThatNamesIt() throws Exception {
        String tasks = "/api/v1/tasks";
        invalid(get(tasks + "?stat=paused"), "stat");
        invalid(get(tasks + "?limit=0"), "limit");
        invalid(get(tasks + "?limit=x"), "limit");
        invalid(get(tasks + "?after=%21%21"), "after");
        invalid(get(tasks + "?after=eA"), "after");
        invalid(get(tasks + "?state=sleepy"), "state");
        invalid(get(tasks + "/one"), "id");
        invalid(get("/api/v1/audit?from=yesterday"), "from");
        invalid(send("POST", tasks, ""), "body");
        invalid(send("POST", tasks, "{\"task_type\":"), "body");
        invalid(send("POST", tasks, "[1]"), "body");
        invalid(send("POST", tasks, "{\"task_type\":\"x\",\"task_type\":\"y\"}"), "body");
        invalid(send("POST", tasks, "{}"), "task_type");
        invalid(send("POST", tasks, "{\"task_type\":7}"), "task_type");
        invalid(send("POST", tasks, "{\"task_type\":\"x\",\"typ\":1}"), "typ");
        invalid(send("POST", tasks, "{\"task_type\":\"x\",\"priority\":1.5}"), "priority");
        invalid(send("POST", tasks, "{\"task_type\":\"x\",\"priority\":99999}"), "priority");
        invalid(send("POST", tasks, "{\"task_type\":\"x\",\"schedule_pattern\":\"61 * * * *\"}"), "schedule_pattern");
        invalid(get("/api/v1/schedule/preview?pattern=61+*+*+*+*"), "pattern");
        invalid(send("POST", tasks, "{\"task_type\":\"x\",\"next_run_at\":\"-0001-01-01T00:00:00Z\"}"), "next_run_at");
        invalid(send("POST", tasks, "{\"task_type\":\"x\",\"next_run_at\":\"soon\"}"), "next_run_at");
        for (String hidden : List.of("0000", "202e", "2066", "d800")) {
            invalid(send("POST", tasks, "{\"task_type\":\"x\",\"name\":\"a\\u" + hidden + "b\"}"), "name");
        }
        invalid(send("POST", tasks, "{\"task_type\":\"x\",\"payload\":{\"a\":\"\\u0000\"}}"), "payload");
        invalid(get(tasks + "?text=a%00b"), "text");
        invalid(get(tasks + "?text=%ff"), "parameters");
        invalid(send("PATCH", tasks + "/1", "{\"status\":\"asleep\"}"), "status");
        problem(send("POST", tasks, "x".repeat(1_100_000)), 413, "larger than 1048576 bytes");
        problem(send("POST", tasks, "a=b", "Content-Type", "text/plain"), 415, "application/json");
        problem(send("PUT", tasks, "{}"), 405, "allowed is");
        problem(get(tasks, "Accept", "image/png"), 406, "application/json");
        problem(get("/api/v1/nothing"), 404, "here is nothing at /api/v1/nothing");
        problem(get(tasks + "/1/nothing"), 404, "here is nothing at /api/v1/tasks/1/nothing");
        problem(send("POST", tasks + "/1/pause", ""), 404, "there is no task 1");
        assertThat(stored("count(*)")).isEqualTo("0");
    }

    @Test
    void theDescriptionHasEveryOperationWithSummaryAndErrors() throws Exception {
        JsonNode paths = json(get("/v3/api-docs")).get("paths");

        assertThat(paths.propertyNames())
                .contains("/api/v1/tasks", "/api/v1/tasks/{id}", "/api/v1/tasks/bulk", "/api/v1/tasks/{id}/explain")
                .contains("/api/v1/audit", "/api/v1/schedule/preview");
        paths.valueStream().flatMap(JsonNode::valueStream).forEach(operation -> {
            assertThat(operation.path("summary").asString(""))
                    .as("%s", operation)
                    .isNotBlank();
            assertThat(operation.get("responses").propertyNames()).contains("400", "401", "403", "503");
        });
    }

    private static JsonNode remedy(long task, String gate) throws Exception {
        return gate(task, gate).get("remedy");
    }

    private static JsonNode gate(long task, String name) throws Exception {
        return json(get("/api/v1/tasks/" + task + "/explain"))
                .get("gates")
                .valueStream()
                .filter(each -> each.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void invalid(HttpResponse<String> response, String field) {
        JsonNode body = problem(response, 400, "");
        assertThat(body.path("field").asString("")).as(response.body()).isEqualTo(field);
    }

    private static JsonNode problem(HttpResponse<String> response, int status, String detail) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode body = JSON.readTree(response.body());
        assertThat(body.get("detail").asString()).contains(detail);
        return body;
    }

    private static String stored(String column) {
        return scheduler
                .database()
                .jdbc()
                .sql("SELECT " + column + " FROM scheduled_tasks")
                .query(String.class)
                .single();
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return JSON.readTree(response.body());
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return scheduler.send(request(path, headers).GET());
    }

    private static HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path, headers).method(method, BodyPublishers.ofString(body));
        if (headers.length == 0 || !headers[0].equals("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        return scheduler.send(request);
    }

    private static HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = scheduler.request(path);
        return headers.length == 0 ? request : request.headers(headers);
    }
}
