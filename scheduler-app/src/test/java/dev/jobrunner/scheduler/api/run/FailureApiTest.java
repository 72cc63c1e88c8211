package dev.jobrunner.scheduler.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/v1/failures}: what fails, each fault once, and retrying all of it. */
class FailureApiTest extends RecordedRuns {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void failuresAreGroupedAndPaged() throws Exception {
        JsonNode first = scheduler.found("/api/v1/failures?limit=1");
        JsonNode second = scheduler.found(
                "/api/v1/failures?limit=1&after=" + first.get("next").asString());

        assertThat(first.get("items").get(0).get("error").asString()).isEqualTo("HTTP # after # ms");
        assertThat(first.get("items").get(0).get("failing").asInt()).isEqualTo(1);
        assertThat(first.get("counted_from").isNull()).isTrue();
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(scheduler.get("/api/v1/failures?from=x").statusCode()).isEqualTo(400);
        assertThat(scheduler.get("/api/v1/failures?after=eHh4").statusCode()).isEqualTo(400);
    }

    @Test
    void aGroupIsRetriedOnlyWhereItStillFails() throws Exception {
        scheduler.sql("""
                INSERT INTO scheduled_tasks (id, name, task_type, status, schedule_pattern, next_run_at, fail_count, last_status)
                OVERRIDING SYSTEM VALUE
                VALUES (8, 'off', 'sync', 'disabled', '0 * * * *', now(), 6, 'failed'),
                       (9, 'well', 'sync', 'active', '0 * * * *', now() + interval '1 hour', 0, 'completed')
                """);
        scheduler.sql(
                "INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, status, error_message, finished_at)"
                        + " VALUES (20, 8, 'sync', 'failed', 'HTTP 500 after 3 ms', now()), (21, 9, 'sync', 'failed', 'HTTP 500 after 4 ms', now())");
        String group = scheduler
                .found("/api/v1/failures")
                .get("items")
                .get(0)
                .get("group")
                .asString();

        HttpResponse<String> dry =
                scheduler.post("/api/v1/failures/retry", "{\"group\": \"" + group + "\", \"dry_run\": true}");
        HttpResponse<String> done = scheduler.post("/api/v1/failures/retry", "{\"group\": \"" + group + "\"}");

        assertThat(JSON.readTree(dry.body()).get("task_ids").toString()).isEqualTo("[8]");
        assertThat(JSON.readTree(done.body()).get("retried").asInt()).isEqualTo(1);
        assertThat(scheduler
                        .database()
                        .jdbc()
                        .sql("SELECT status || fail_count FROM scheduled_tasks WHERE id = 8 AND next_run_at <= now()")
                        .query(String.class)
                        .single())
                .isEqualTo("active0");
        assertThat(scheduler
                        .post("/api/v1/failures/retry", "{\"group\": \"none\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(scheduler.post("/api/v1/failures/retry", "{}").statusCode()).isEqualTo(400);
        assertThat(scheduler
                        .post("/api/v1/failures/retry", "{\"group\": \"" + group + "\", \"dryrun\": true}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(scheduler.post("/api/v1/failures/retry", "not json").statusCode())
                .isEqualTo(400);
    }
}
