package dev.jobrunner.scheduler.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/v1/runs}: searching, paging and exporting. */
class RunListApiTest extends RecordedRuns {

    private static final JsonMapper JSON = new JsonMapper();

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
        assertThat(ids(scheduler.found("/api/v1/runs" + query))).isEqualTo(ids);
    }

    @Test
    void theListGoesOnFromItsCursor() throws Exception {
        HttpResponse<String> first = scheduler.get("/api/v1/runs?limit=3");
        JsonNode page = JSON.readTree(first.body());

        assertThat(ids(page)).isEqualTo("13 12 11");
        assertThat(first.headers().firstValue("Link").orElseThrow())
                .contains("after=")
                .endsWith("rel=\"next\"");
        JsonNode last =
                scheduler.found("/api/v1/runs?limit=3&after=" + page.get("next").asString());
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
        HttpResponse<String> response = scheduler.get("/api/v1/runs" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).isEqualTo("application/problem+json");
        assertThat(JSON.readTree(response.body()).get("field").asString()).isEqualTo(field);
    }

    @Test
    void theExportHasAllThatMatchesAndNoFormula() throws Exception {
        HttpResponse<String> csv = scheduler.get("/api/v1/runs/export?status=failed");

        assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(csv.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"runs.csv\"");
        assertThat(csv.body().lines().findFirst().orElseThrow())
                .isEqualTo(
                        "id,scheduled_task_id,task_type,task_name,status,attempt,scheduled_for,executed_at,started_at,"
                                + "finished_at,locked_by,missed_slots,error_message");
        assertThat(csv.body())
                .contains(",\"'=cmd|' /C calc'!A0, \"\"quoted\"\"\"\r\n")
                .doesNotContain("completed");
        JsonNode json = scheduler.found("/api/v1/runs/export?format=json");
        assertThat(json).hasSize(4);
        assertThat(json.get(0).get("id").asInt()).isEqualTo(13);
        assertThat(scheduler.found("/api/v1/runs/export?format=json&status=lost"))
                .isEmpty();
    }

    @Test
    void anExportIsLongerThanItsPages() throws Exception {
        scheduler.sql(
                "INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, status, executed_at, finished_at)"
                        + " SELECT 100 + n, 8, 'many', 'completed', now() - n % 100 * interval '1 minute', now() FROM generate_series(1, 4500) AS n");

        List<String> lines = scheduler
                .get("/api/v1/runs/export?task_type=many")
                .body()
                .lines()
                .toList();

        assertThat(lines).hasSize(4501).doesNotHaveDuplicates();
    }

    private static String ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.get("items").forEach(item -> ids.add(item.get("id").asString()));
        return String.join(" ", ids);
    }
}
