package dev.jobrunner.scheduler.api.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.scheduler.testing.RunningScheduler;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** More tasks than the export reads at once. */
class TaskExportTest {

    private static final int TASKS = 4_500;

    private static RunningScheduler scheduler;

    @BeforeAll
    static void start() {
        scheduler = RunningScheduler.start("--jobrunner.scheduler.tick-interval=300s");
        scheduler.database().jdbc().sql("""
                        INSERT INTO scheduled_tasks (name, task_type, payload, next_run_at)
                        SELECT CASE WHEN n = 7 THEN '=1+1, "quoted"' ELSE 'task ' || n END, 'type_' || n % 3,
                               '{"token": "s3cret"}', now() + interval '1 day'
                        FROM generate_series(1, :tasks) AS n
                        """).param("tasks", TASKS).update();
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    @Test
    void csvHasEveryTaskOnceWithoutFormulasAndSecrets() throws Exception {
        HttpResponse<String> answer = scheduler.get("/api/v1/tasks/export");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSize(TASKS + 1).doesNotHaveDuplicates();
        assertThat(lines.get(0)).startsWith("id,name,task_type,schedule_pattern,time_zone,status,next_run_at,");
        assertThat(answer.body()).contains(",\"'=1+1, \"\"quoted\"\"\",").doesNotContain("s3cret");
    }

    @Test
    void jsonHasWhatTheListHasForTheSameFilters() throws Exception {
        JsonNode exported = scheduler.json("/api/v1/tasks/export?format=json&task_type=type_1&text=task%2044");

        assertThat(exported)
                .hasSize(scheduler
                        .json("/api/v1/tasks?limit=500&task_type=type_1&text=task%2044")
                        .get("items")
                        .size());
        assertThat(exported.get(0))
                .isEqualTo(scheduler
                        .json("/api/v1/tasks?task_type=type_1&text=task%2044")
                        .get("items")
                        .get(0));
        assertThat(scheduler.json("/api/v1/tasks/export?format=json&task_type=none"))
                .isEmpty();
    }

    @Test
    void anotherFormatIsRefusedByName() throws Exception {
        HttpResponse<String> answer = scheduler.get("/api/v1/tasks/export?format=xml");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"format\"", "xml", "csv or json");
    }
}
