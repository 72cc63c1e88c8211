package dev.jobrunner.scheduler.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code /api/v1/runs/{id}}: one run, what it printed, and the way to end it. */
class RunApiTest extends RecordedRuns {

    @Test
    void oneRunIsShownWithItsAttemptsAndWithoutItsSecrets() throws Exception {
        JsonNode live = scheduler.found("/api/v1/runs/13");
        JsonNode ended = scheduler.found("/api/v1/runs/12");

        assertThat(live.get("status").asString()).isEqualTo("running");
        assertThat(live.get("payload").get("token").asString()).isEqualTo("•••");
        assertThat(live.get("lock_timeout_at").isNull()).isFalse();
        assertThat(ended.get("scheduled_task_id").asInt()).isEqualTo(7);
        assertThat(ended.get("waited_seconds").asDouble()).isEqualTo(3600);
        assertThat(ended.get("attempts")).hasSize(2);
        assertThat(ended.get("payload").isObject()).isTrue();
        assertThat(scheduler.get("/api/v1/runs/99").statusCode()).isEqualTo(404);
        assertThat(scheduler.get("/api/v1/runs/abc").statusCode()).isEqualTo(400);
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
                ? scheduler.get("/api/v1/runs/10/output")
                : scheduler.send(scheduler.request("/api/v1/runs/10/output").header("Range", range));

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
                scheduler.sql(
                        "INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, status, finished_at, output)"
                                + " VALUES (13, 7, 'sync', 'completed', now(), 'first é second € third and last')");
                scheduler.sql(
                        "UPDATE scheduled_tasks SET lock_token = NULL, run_id = NULL, locked_at = NULL, locked_by = NULL");
            } else {
                scheduler.sql(
                        "INSERT INTO scheduled_task_live_output (run_id, task_id, first_byte, output) VALUES (13, 7, "
                                + state.replaceFirst(" ", ", '") + "') ON CONFLICT (run_id) DO UPDATE"
                                + " SET first_byte = excluded.first_byte, output = excluded.output");
            }
            HttpResponse<String> part =
                    scheduler.send(scheduler.request("/api/v1/runs/13/output").header("Range", "bytes=" + next + "-"));
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
        assertThat(scheduler.get("/api/v1/runs/99/output").statusCode()).isEqualTo(404);
    }

    @Test
    void cancellingIsForThatRunOnly() throws Exception {
        assertThat(cancel(13).statusCode()).isEqualTo(200);
        assertThat(scheduler.found("/api/v1/runs/13").get("cancel_requested_at").isNull())
                .isFalse();
        assertThat(cancel(13).statusCode()).as("again").isEqualTo(200);
        assertThat(cancel(99).statusCode()).isEqualTo(404);
        HttpResponse<String> ended = cancel(12);
        assertThat(ended.statusCode()).isEqualTo(409);
        assertThat(ended.body()).contains("has ended already, as failed");
    }

    private static HttpResponse<String> cancel(long id) throws IOException, InterruptedException {
        return scheduler.send(
                scheduler.request("/api/v1/runs/" + id + "/cancel").POST(BodyPublishers.noBody()));
    }
}
