package dev.jobrunner.scheduler.api.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.scheduler.testing.RunningScheduler;
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

/** Calendars over HTTP, and what they do to a task's preview and explanation. */
class CalendarApiTest {

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
        scheduler.sql("DELETE FROM scheduled_task_calendars");
    }

    @Test
    void aCalendarIsMadeReadChangedAndDeleted() throws Exception {
        HttpResponse<String> made =
                put("holidays", "{\"time_zone\":\"Europe/Berlin\",\"periods\":[\"2099-12-25 Christmas\"]}");
        assertThat(made.statusCode()).isEqualTo(201);
        String version = JSON.readTree(made.body()).get("version").asString();
        assertThat(made.headers().firstValue("ETag")).contains("\"" + version + "\"");

        HttpResponse<String> changed =
                put("holidays", "{\"periods\":[\"sat 00:00 - mon 06:00\"]}", "If-Match", "\"" + version + "\"");
        assertThat(changed.statusCode()).isEqualTo(200);
        JsonNode shown = json(get("/api/v1/calendars/holidays"));
        assertThat(shown.get("periods").toString()).isEqualTo("[\"Sat 00:00..Mon 06:00\"]");
        assertThat(shown.get("time_zone").asString()).isEqualTo("UTC");
        assertThat(shown.get("blackout_from").asString()).endsWith("T00:00:00Z");
        problem(
                put("holidays", "{\"periods\":[]}", "If-Match", "\"" + version + "\""),
                412,
                "calendar holidays has been changed or deleted meanwhile");
        assertThat(json(get("/api/v1/calendars")).get("items").size()).isEqualTo(1);

        assertThat(send("DELETE", "/api/v1/calendars/holidays", "").statusCode())
                .isEqualTo(204);
        problem(send("DELETE", "/api/v1/calendars/holidays", ""), 404, "there is no calendar holidays");
        assertThat(json(get("/api/v1/audit?subject_kind=calendar&subject_id=holidays"))
                        .get("items")
                        .valueStream()
                        .map(each -> each.get("action").asString()))
                .containsExactly("delete", "edit", "create");
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        JsonNode problem =
                problem(put("holidays", "{\"periods\":[\"someday\"]}"), 400, "periods 'someday' is not understood");
        assertThat(problem.get("field").asString()).isEqualTo("periods");
        problem(put("holidays", "{\"time_zone\":\"Europe/Berln\",\"periods\":[]}"), 400, "did you mean Europe/Berlin?");
        problem(put("no%20spaces", "{\"periods\":[]}"), 400, "calendar 'no spaces' is no name");
        problem(put("holidays", "{}"), 400, "periods 'null' is not allowed; allowed is a list of periods");
        problem(put("holidays", "{\"zone\":\"UTC\"}"), 400, "only the fields periods, time_zone");
    }

    @Test
    void aTaskGoesByItsCalendar() throws Exception {
        put("c", "{\"periods\":[\"2099-12-30..2100-01-02\"]}");
        String path = made("{\"task_type\":\"x\",\"schedule_pattern\":\"0 9 * * *\",\"calendar\":\"c\"}");

        assertThat(slots(path)).isEqualTo("2099-12-29T09:00:00Z 2100-01-03T09:00:00Z");
        JsonNode moved = json(send("PATCH", path, "{\"in_blackout\":\"after\"}"));
        assertThat(moved.get("calendar").asString()).isEqualTo("c");
        assertThat(slots(path)).isEqualTo("2099-12-29T09:00:00Z 2100-01-03T00:00:00Z");
        problem(send("DELETE", "/api/v1/calendars/c", ""), 409, "calendar c is used by task ");
        JsonNode free = json(send("PATCH", path, "{\"calendar\":null}"));
        assertThat(free.get("calendar").isNull()).isTrue();
        assertThat(free.get("in_blackout").asString()).isEqualTo("skip");
        assertThat(slots(path)).isEqualTo("2099-12-29T09:00:00Z 2099-12-30T09:00:00Z");
    }

    @Test
    void whatATaskCannotGoByIsRefused() throws Exception {
        put("always", "{\"periods\":[\"Mon 00:00..Mon 00:00\"]}");

        problem(
                create("{\"task_type\":\"x\",\"schedule_pattern\":\"@daily\",\"calendar\":\"never\"}"),
                400,
                "calendar 'never' is not allowed; allowed is the name of a calendar, such as always");
        problem(
                create("{\"task_type\":\"x\",\"schedule_pattern\":\"@daily\",\"calendar\":\"always\"}"),
                400,
                "calendar 'always' leaves no slot of @daily (UTC) in the five years after");
        problem(create("{\"task_type\":\"x\",\"calendar\":\"always\"}"), 400, "are for recurring tasks");
        problem(
                create("{\"task_type\":\"x\",\"schedule_pattern\":\"@daily\",\"in_blackout\":\"after\"}"),
                400,
                "only together with a calendar");
        problem(
                create(
                        "{\"task_type\":\"x\",\"schedule_pattern\":\"@daily\",\"calendar\":\"always\",\"in_blackout\":\"x\"}"),
                400,
                "allowed is skip or after");
        String path = made("{\"task_type\":\"x\",\"schedule_pattern\":\"@daily\"}");
        problem(send("PATCH", path, "{\"calendar\":\"always\"}"), 400, "leaves no slot");
    }

    @Test
    void explainSaysWhatHoldsSlotsBack() throws Exception {
        String path = made("{\"task_type\":\"x\",\"schedule_pattern\":\"0 * * * *\"}");
        scheduler.sql(
                "INSERT INTO scheduled_task_calendars (name, periods) SELECT 'c',"
                        + " ARRAY[to_char(now() AT TIME ZONE 'UTC' - interval '1 day', 'YYYY-MM-DD') || '..' || to_char(now() AT TIME ZONE 'UTC' + interval '3 days', 'YYYY-MM-DD')]");

        scheduler.sql("UPDATE scheduled_tasks SET calendar = 'c'");
        scheduler.sql(
                "UPDATE scheduled_tasks SET next_run_at = date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + interval '4 days'");

        assertThat(json(get(path + "/explain")).toString())
                .contains(": slots before lie in a blackout of calendar 'c', from ");
    }

    private static String slots(String path) throws Exception {
        JsonNode next =
                json(get(path + "/preview?from=2099-12-29T00:00:00Z&count=2")).get("next");
        return next.get(0).get("scheduled_for").asString() + " "
                + next.get(1).get("scheduled_for").asString();
    }

    private static String made(String body) throws Exception {
        HttpResponse<String> answer = create(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return "/api/v1/tasks/" + JSON.readTree(answer.body()).get("id");
    }

    private static HttpResponse<String> create(String body) throws Exception {
        return send("POST", "/api/v1/tasks", body);
    }

    private static HttpResponse<String> put(String name, String body, String... headers) throws Exception {
        return send("PUT", "/api/v1/calendars/" + name, body, headers);
    }

    private static JsonNode problem(HttpResponse<String> response, int status, String detail) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode body = JSON.readTree(response.body());
        assertThat(body.get("detail").asString()).contains(detail);
        return body;
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return JSON.readTree(response.body());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return scheduler.send(scheduler.request(path).GET());
    }

    private static HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = scheduler
                .request(path)
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        return scheduler.send(headers.length == 0 ? request : request.headers(headers));
    }
}
