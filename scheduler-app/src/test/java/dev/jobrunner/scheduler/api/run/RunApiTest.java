package dev.jobrunner.scheduler.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.scheduler.SchedulerApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunApiTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private static TestDatabase database;
    private static ConfigurableApplicationContext scheduler;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        scheduler = SpringApplication.run(
                SchedulerApplication.class,
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--server.port=0",
                // the rows below look as a worker's would, without its heartbeat
                "--jobrunner.scheduler.tick-interval=300s");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> get("/actuator/health/liveness").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        scheduler.close();
        database.close();
    }

    @BeforeEach
    void oneLiveRunAndThreeThatEnded() {
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_live_output");
        sql("""
                INSERT INTO scheduled_tasks (id, name, task_type, status, schedule_pattern, payload, next_run_at, scheduled_for,
                                             locked_at, locked_by, lock_token, run_id, attempt, last_status, fail_count)
                OVERRIDING SYSTEM VALUE
                VALUES (7, 'seven', 'sync', 'active', '0 * * * *', '{"token": "s3cret", "n": 1}', now(), now(), now(), 'w1',
                        gen_random_uuid(), 13, 1, 'running', 1)
                """);
        sql("""
                INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, task_name, status, error_message, executed_at,
                                                 started_at, finished_at, locked_by, scheduled_for, attempt, output)
                VALUES (10, 7, 'sync', 'seven', 'completed', NULL, now() - interval '3 hours', now() - interval '3 hours',
                        now() - interval '179 minutes', 'w1', now() - interval '3 hours', 1, 'grüße aus köln'),
                       (11, 7, 'sync', 'seven', 'failed', '=cmd|'' /C calc''!A0, "quoted"', now() - interval '2 hours',
                        now() - interval '2 hours', now() - interval '2 hours', 'w2', now() - interval '2 hours', 1, NULL),
                       (12, 7, 'sync', 'seven', 'failed', 'HTTP 503 after 12 ms', now() - interval '1 hour',
                        now() - interval '1 hour', now() - interval '1 hour', 'w2', now() - interval '2 hours', 2, NULL)
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 13 12 11 10",
        "?status=failed, 12 11",
        "?status=failed&status=running, 13 12 11",
        "'?status=failed,running', 13 12 11",
        "?worker=w1, 13 10",
        "?task_id=7&status=completed, 10",
        "?task_type=none, ''",
        "?text=SEV, 13 12 11 10",
        "?text=quoted, 11",
        "?text=sync&worker=w2, 12 11",
        "?from=2999-01-01T00:00:00Z, ''",
        "?to=2999-01-01T00:00:00Z&limit=2, 13 12",
    })
    void theListIsFiltered(String query, String ids) throws Exception {
        assertThat(ids(json("/api/v1/runs" + query))).isEqualTo(ids);
    }

    @Test
    void theListGoesOnFromItsCursor() throws Exception {
        HttpResponse<String> first = get("/api/v1/runs?limit=3");
        JsonNode page = JSON.readTree(first.body());

        assertThat(ids(page)).isEqualTo("13 12 11");
        assertThat(first.headers().firstValue("Link").orElseThrow())
                .contains("after=")
                .endsWith("rel=\"next\"");
        JsonNode last = json("/api/v1/runs?limit=3&after=" + page.get("next").asString());
        assertThat(ids(last)).isEqualTo("10");
        assertThat(last.get("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "?status=done, status",
        "?task_id=x, task_id",
        "?from=yesterday, from",
        "?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z, to",
        "?text=a%00b, text",
        "?limit=0, limit",
        "?after=nonsense!, after",
        "?after=MTI, after",
        "?stauts=failed, stauts",
        "/export?format=xml, format",
        "/export?stauts=failed, stauts",
    })
    void whatCannotBeReadIsRefusedByName(String query, String field) throws Exception {
        HttpResponse<String> response = get("/api/v1/runs" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).isEqualTo("application/problem+json");
        assertThat(JSON.readTree(response.body()).get("field").asString()).isEqualTo(field);
    }

    @Test
    void oneRunIsShownWithItsAttemptsAndWithoutItsSecrets() throws Exception {
        JsonNode live = json("/api/v1/runs/13");
        JsonNode ended = json("/api/v1/runs/12");

        assertThat(live.get("status").asString()).isEqualTo("running");
        assertThat(live.get("payload").get("token").asString()).isEqualTo("•••");
        assertThat(live.get("lock_timeout_at").isNull()).isFalse();
        assertThat(ended.get("scheduled_task_id").asInt()).isEqualTo(7);
        assertThat(ended.get("waited_seconds").asDouble()).isEqualTo(3600);
        assertThat(ended.get("attempts")).hasSize(2);
        assertThat(ended.get("payload").isObject()).isTrue();
        assertThat(get("/api/v1/runs/99").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/runs/abc").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                | 200 |           | grüße aus köln",
                "bytes=0-4       | 206 | 0-3/17    | grü",
                "bytes=0-2       | 206 | 0-1/17    | gr",
                "bytes=3-        | 206 | 2-16/17   | üße aus köln",
                "bytes=-4        | 206 | 13-16/17  | öln",
                "bytes=-999      | 206 | 0-16/17   | grüße aus köln",
                "bytes=17-       | 416 | */17      | ''",
                "bytes=9-2       | 200 |           | grüße aus köln",
                "bytes=0-1,4-5   | 200 |           | grüße aus köln",
                "lines=0-1       | 200 |           | grüße aus köln",
            })
    void outputIsReadByRangesThatCutNoCharacter(String range, int status, String contentRange, String text)
            throws Exception {
        HttpResponse<String> response = range == null
                ? get("/api/v1/runs/10/output")
                : send(request("/api/v1/runs/10/output").header("Range", range));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(text);
        assertThat(response.headers().firstValue("Content-Range").orElse(null))
                .isEqualTo(contentRange == null ? null : "bytes " + contentRange);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).isEqualTo("text/plain;charset=UTF-8");
        assertThat(response.headers().firstValue("Run-State")).contains("ended");
    }

    @Test
    void whoeverFollowsALiveOutputMissesNothing() throws Exception {
        StringBuilder read = new StringBuilder();
        long next = 0;
        for (String state : List.of("0 first é", "0 first é second €", "9 second € third", "")) {
            if (state.isEmpty()) {
                sql("INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, status, finished_at, output)"
                        + " VALUES (13, 7, 'sync', 'completed', now(), 'first é second € third and last')");
                sql("UPDATE scheduled_tasks SET lock_token = NULL, run_id = NULL, locked_at = NULL, locked_by = NULL");
            } else {
                sql("INSERT INTO scheduled_task_live_output (run_id, task_id, first_byte, output) VALUES (13, 7, "
                        + state.replaceFirst(" ", ", '") + "') ON CONFLICT (run_id) DO UPDATE"
                        + " SET first_byte = excluded.first_byte, output = excluded.output");
            }
            HttpResponse<String> part = send(request("/api/v1/runs/13/output").header("Range", "bytes=" + next + "-"));
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.headers().firstValue("Run-State")).contains(state.isEmpty() ? "ended" : "live");
            read.append(part.body());
            next = 1
                    + Long.parseLong(part.headers()
                            .firstValue("Content-Range")
                            .orElseThrow()
                            .replaceAll(".*-(\\d+)/.*", "$1"));
        }

        assertThat(read).hasToString("first é second € third and last");
        assertThat(get("/api/v1/runs/99/output").statusCode()).isEqualTo(404);
    }

    @Test
    void theExportHasAllThatMatchesAndNoFormula() throws Exception {
        HttpResponse<String> csv = get("/api/v1/runs/export?status=failed");

        assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(csv.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"runs.csv\"");
        assertThat(csv.body().lines().findFirst().orElseThrow())
                .isEqualTo(
                        "id,scheduled_task_id,task_type,task_name,status,attempt,scheduled_for,executed_at,started_at,"
                                + "finished_at,locked_by,missed_slots,error_message");
        assertThat(csv.body())
                .contains(",\"'=cmd|' /C calc'!A0, \"\"quoted\"\"\"\r\n")
                .doesNotContain("completed");
        JsonNode json = json("/api/v1/runs/export?format=json");
        assertThat(json).hasSize(4);
        assertThat(json.get(0).get("id").asInt()).isEqualTo(13);
        assertThat(json("/api/v1/runs/export?format=json&status=lost")).isEmpty();
    }

    @Test
    void anExportIsLongerThanItsPages() throws Exception {
        sql(
                "INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, status, executed_at, finished_at)"
                        + " SELECT 100 + n, 8, 'many', 'completed', now() - n % 100 * interval '1 minute', now() FROM generate_series(1, 4500) AS n");

        List<String> lines =
                get("/api/v1/runs/export?task_type=many").body().lines().toList();

        assertThat(lines).hasSize(4501).doesNotHaveDuplicates();
    }

    @Test
    void cancellingIsForThatRunOnly() throws Exception {
        assertThat(post("/api/v1/runs/13/cancel").statusCode()).isEqualTo(200);
        assertThat(json("/api/v1/runs/13").get("cancel_requested_at").isNull()).isFalse();
        assertThat(post("/api/v1/runs/13/cancel").statusCode()).as("again").isEqualTo(200);
        assertThat(post("/api/v1/runs/99/cancel").statusCode()).isEqualTo(404);
        HttpResponse<String> ended = post("/api/v1/runs/12/cancel");
        assertThat(ended.statusCode()).isEqualTo(409);
        assertThat(ended.body()).contains("has ended already, as failed");
    }

    @Test
    void failuresAreGroupedAndPaged() throws Exception {
        JsonNode first = json("/api/v1/failures?limit=1");
        JsonNode second =
                json("/api/v1/failures?limit=1&after=" + first.get("next").asString());

        assertThat(first.get("items").get(0).get("error").asString()).isEqualTo("HTTP # after # ms");
        assertThat(first.get("items").get(0).get("failing").asInt()).isEqualTo(1);
        assertThat(first.get("counted_from").isNull()).isTrue();
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(get("/api/v1/failures?from=x").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/failures?after=eHh4").statusCode()).isEqualTo(400);
    }

    @Test
    void aGroupIsRetriedOnlyWhereItStillFails() throws Exception {
        sql("""
                INSERT INTO scheduled_tasks (id, name, task_type, status, schedule_pattern, next_run_at, fail_count, last_status)
                OVERRIDING SYSTEM VALUE
                VALUES (8, 'off', 'sync', 'disabled', '0 * * * *', now(), 6, 'failed'),
                       (9, 'well', 'sync', 'active', '0 * * * *', now() + interval '1 hour', 0, 'completed')
                """);
        sql(
                "INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, status, error_message, finished_at)"
                        + " VALUES (20, 8, 'sync', 'failed', 'HTTP 500 after 3 ms', now()), (21, 9, 'sync', 'failed', 'HTTP 500 after 4 ms', now())");
        String group = json("/api/v1/failures").get("items").get(0).get("group").asString();

        HttpResponse<String> dry = post("/api/v1/failures/retry", "{\"group\": \"" + group + "\", \"dry_run\": true}");
        HttpResponse<String> done = post("/api/v1/failures/retry", "{\"group\": \"" + group + "\"}");

        assertThat(JSON.readTree(dry.body()).get("task_ids").toString()).isEqualTo("[8]");
        assertThat(JSON.readTree(done.body()).get("retried").asInt()).isEqualTo(1);
        assertThat(database.jdbc()
                        .sql("SELECT status || fail_count FROM scheduled_tasks WHERE id = 8 AND next_run_at <= now()")
                        .query(String.class)
                        .single())
                .isEqualTo("active0");
        assertThat(post("/api/v1/failures/retry", "{\"group\": \"none\"}").statusCode())
                .isEqualTo(404);
        assertThat(post("/api/v1/failures/retry", "{}").statusCode()).isEqualTo(400);
        assertThat(post("/api/v1/failures/retry", "{\"group\": \"" + group + "\", \"dryrun\": true}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/api/v1/failures/retry", "not json").statusCode()).isEqualTo(400);
    }

    private static String ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.get("items").forEach(item -> ids.add(item.get("id").asString()));
        return String.join(" ", ids);
    }

    private static JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private static HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static HttpRequest.Builder request(String path) {
        String port = scheduler.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
