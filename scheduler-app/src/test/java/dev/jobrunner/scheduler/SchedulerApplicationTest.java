package dev.jobrunner.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.scheduler.testing.RunningScheduler;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole scheduler on a database that it has to migrate itself, asked over HTTP. */
class SchedulerApplicationTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static RunningScheduler scheduler;

    @BeforeAll
    static void start() {
        scheduler = RunningScheduler.startOnNothing(
                "--jobrunner.scheduler.tick-interval=100ms",
                "--jobrunner.max-concurrent-runs.types.report_generation=4");
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    @Test
    void itMigratesAndTicks() {
        scheduler.sql(
                "INSERT INTO scheduled_tasks (name, task_type, schedule_pattern, status) VALUES ('new', 'x', '0 * * * *', 'active')");

        await().untilAsserted(() -> assertThat(scheduler
                        .database()
                        .jdbc()
                        .sql("SELECT coalesce(next_run_at > now(), false) FROM scheduled_tasks WHERE name = 'new'")
                        .query(Boolean.class)
                        .single())
                .isTrue());
    }

    @Test
    void itsNameIsNeverThatOfAnotherStart() {
        assertThat(new CoreConfiguration().schedulerIdentity().id())
                .matches("scheduler-.+-\\d+-[0-9a-f]{6}")
                .isNotEqualTo(new CoreConfiguration().schedulerIdentity().id());
    }

    @Test
    void theHealthPageHasTheContractsFields() throws Exception {
        await().untilAsserted(() -> assertThat(
                        scheduler.json("/scheduler/health").get("last_tick_at").isNull())
                .isFalse());

        HttpResponse<String> response = scheduler.get("/scheduler/health");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode body = JSON.readTree(response.body());
        assertThat(body.get("status").asString()).isEqualTo("degraded");
        assertThat(body.get("reasons").get(0).asString()).contains("no live worker");
        assertThat(body.propertyNames())
                .contains("active_tasks", "due_tasks", "locked_tasks", "failed_tasks", "stuck_tasks", "disabled_tasks")
                .contains("paused_tasks", "oldest_due_seconds", "workers", "last_tick_at");
        assertThat(body.get("workers").propertyNames()).containsExactly("live", "stale");
    }

    @Test
    void aCriticalStateIsNoReasonToRestart() throws Exception {
        scheduler.sql("INSERT INTO scheduled_tasks (name, task_type, next_run_at) VALUES ('waiting', 'y', now())");
        await().untilAsserted(() ->
                assertThat(scheduler.get("/scheduler/health").statusCode()).isEqualTo(503));

        assertThat(scheduler.json("/scheduler/health").get("status").asString()).isEqualTo("critical");
        assertThat(scheduler.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(scheduler.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(scheduler.get("/actuator/health").statusCode()).isEqualTo(200);
        scheduler.sql("DELETE FROM scheduled_tasks WHERE name = 'waiting'");
    }

    @Test
    void onlyHealthAndMetricsAreExposed() throws Exception {
        for (String hidden : new String[] {"env", "beans", "heapdump", "loggers", "configprops", "shutdown", "info"}) {
            assertThat(scheduler.get("/actuator/" + hidden).statusCode())
                    .as(hidden)
                    .isEqualTo(404);
        }
    }

    @Test
    void theMetricsThatTheGuideAlertsOnAreThere() throws Exception {
        scheduler.sql("INSERT INTO scheduled_task_logs (scheduled_task_id, task_type, status, finished_at)"
                + " VALUES (1, 'x', 'failed', now())");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(scheduler.get("/actuator/prometheus").body())
                                .contains("jobrunner_runs_total{outcome=\"failed\",type=\"x\"} 1.0"));
        assertThat(scheduler.get("/actuator/prometheus").body())
                .contains("jobrunner_tasks{state=\"due\"}")
                .contains("jobrunner_tasks{state=\"disabled\"}")
                .contains("jobrunner_tasks{state=\"stuck\"}")
                .contains("jobrunner_oldest_due_seconds ")
                .contains("jobrunner_workers{state=\"live\"}")
                .contains("jobrunner_workers{state=\"stale\"}")
                .contains("jobrunner_types_without_handler ")
                .contains("jobrunner_health_level ")
                .contains("jobrunner_tick_age_seconds ")
                .contains("jobrunner_database_up 1.0")
                .contains("jobrunner_tick_step_seconds_count{step=\"plan next runs\"}")
                .contains("jobrunner_tick_step_failures_total{step=\"plan next runs\"} 0.0");
    }

    @Test
    void previewAnswersAsTheCommandDoes() throws Exception {
        JsonNode body = scheduler.json("/api/v1/schedule/preview?pattern=0+9+*+*+1-5&time_zone=Europe/Berlin"
                + "&from=2026-11-24T10:00:00Z&count=2");

        assertThat(body.propertyNames()).containsExactly("pattern", "time_zone", "description", "next");
        assertThat(body.get("pattern").asString()).isEqualTo("0 9 * * 1-5");
        assertThat(body.get("time_zone").asString()).isEqualTo("Europe/Berlin");
        assertThat(body.get("next").get(0).asString()).isEqualTo("2026-11-25T08:00:00Z");
        assertThat(scheduler.json("/api/v1/schedule/preview?pattern=@daily").get("next"))
                .hasSize(5);
    }

    @Test
    void badInputOfAPreviewIsAProblemDetailThatNamesFieldAndValue() throws Exception {
        problem("pattern=61+*+*+*+*", "pattern", "61 * * * *");
        problem("pattern=0+0+30+2+*", "pattern", "never fires");
        problem("", "pattern", "cron pattern");
        problem("pattern=@daily&time_zone=Mars/Base", "time_zone", "Mars/Base");
        problem("pattern=@daily&from=tomorrow", "from", "tomorrow");
        problem("pattern=@daily&count=lots", "count", "lots");
        problem("pattern=@daily&count=101", "count", "101");
    }

    private static void problem(String query, String field, String named) throws Exception {
        HttpResponse<String> response = scheduler.get("/api/v1/schedule/preview?" + query);
        assertThat(response.statusCode()).as(query).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode body = JSON.readTree(response.body());
        assertThat(body.get("field").asString()).isEqualTo(field);
        assertThat(body.get("detail").asString()).contains(named);
    }
}
