package dev.jobrunner.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SchedulesCommandsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);

    private static final String FILE = """
            set: reports
            defaults: {time_zone: Europe/Berlin}
            tasks:
              daily:
                task_type: report_generation
                schedule_pattern: 0 9 * * 1-5
                payload: {api_key: s3cret, n: 1}
                priority: 2
              once:
                task_type: scraping
                next_run_at: 2026-12-24T18:00:00Z
            """;

    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        sql("DELETE FROM scheduled_tasks");
    }

    @Test
    void aFilePlansAppliesAndPlansToNothing() throws IOException {
        String file = file(FILE);
        Answered plan = run("schedules", "plan", file);
        assertThat(plan.code()).isEqualTo(3);
        assertThat(plan.out())
                .contains("+ daily", "    schedule_pattern: \"0 9 * * 1-5\"", "{\"api_key\":\"•••\",\"n\":1}")
                .contains("set 'reports', plan: 2 create")
                .doesNotContain("s3cret");

        Answered applied = run("schedules", "apply", file);
        assertThat(applied.code()).as(applied.err()).isZero();
        assertThat(applied.out()).contains("set 'reports', applied: 2 create");
        Answered again = run("schedules", "plan", file);
        assertThat(again.out().strip()).isEqualTo("set 'reports', plan: 2 as declared");
        assertThat(again.code()).isZero();
        assertThat(run("tasks", "show", "daily").out())
                .containsPattern("managed_by +reports")
                .containsPattern("differs +-");
    }

    @Test
    void aLiveEditIsShownAndPutBack() throws IOException {
        String file = file(FILE);
        run("schedules", "apply", file);
        run("tasks", "edit", "daily", "--pattern", "0 8 * * *", "--priority", "5");

        assertThat(run("tasks", "show", "daily").out()).containsPattern("differs +priority, schedule_pattern");
        JsonNode task = run("tasks", "show", "daily", "json").json();
        assertThat(task.get("managed_by").asString()).isEqualTo("reports");
        assertThat(task.get("differs").toString()).isEqualTo("[\"priority\",\"schedule_pattern\"]");
        Answered plan = run("schedules", "plan", file);
        assertThat(plan.out())
                .contains(
                        "~ daily (task ",
                        "    schedule_pattern: \"0 8 * * *\" -> \"0 9 * * 1-5\"",
                        "    priority: 5 -> 2")
                .contains("1 change, 1 as declared");
        JsonNode json = run("schedules", "plan", file, "json").json();
        assertThat(json.at("/tasks/0/changes/0").toString())
                .isEqualTo("{\"field\":\"schedule_pattern\",\"from\":\"0 8 * * *\",\"to\":\"0 9 * * 1-5\"}");
        assertThat(json.at("/tasks/0/task_id").isIntegralNumber()).isTrue();

        assertThat(run("schedules", "apply", file, "--expect", "another").err())
                .contains("the plan has changed meanwhile");
        assertThat(run(
                                "schedules",
                                "apply",
                                file,
                                "--expect",
                                json.get("version").asString())
                        .code())
                .isZero();
        assertThat(run("tasks", "show", "daily").out()).containsPattern("differs +-");
    }

    @Test
    void tasksThatLeaveTheFileAreListedAndPrunedWhenTold() throws IOException {
        run("schedules", "apply", file(FILE));
        String rest = file(FILE.substring(0, FILE.indexOf("  once:")));

        Answered listed = run("schedules", "plan", rest);
        assertThat(listed.out()).contains("? once (task ", "--prune pause, delete or release", "1 left, 1 as declared");
        assertThat(listed.code()).isZero();
        Answered plan = run("schedules", "plan", rest, "--prune", "pause");
        assertThat(plan.out()).contains("- once (task ", "status: \"active\" -> \"paused\"");
        assertThat(plan.code()).isEqualTo(3);
        assertThat(run("schedules", "apply", rest, "--prune", "delete").out()).contains("1 delete, 1 as declared");
        assertThat(run("schedules", "plan", rest, "--prune", "away").err())
                .contains("--prune 'away' is not allowed; allowed is pause, delete or release");
    }

    @Test
    void whatIsWrongIsToldLineByLine() throws IOException {
        String wrong = file("set: s\ntasks:\n  a:\n    task_typ: x\n    priority: high\n");

        Answered verdict = run("schedules", "validate", wrong);
        assertThat(verdict.code()).isEqualTo(1);
        assertThat(verdict.err().lines())
                .containsExactly(
                        "line 3: a: task_type 'null' is not allowed; allowed is 1 to 100 characters, not blank, none of them"
                                + " a control character",
                        "line 4: a: 'task_typ' is no field of a task; did you mean task_type?",
                        "line 5: a: priority 'high' is not allowed; allowed is a whole number from -32768 to 32767");
        assertThat(run("schedules", "plan", wrong).code()).isEqualTo(1);
        JsonNode json = run("schedules", "validate", wrong, "json").json();
        assertThat(json.get("valid").asBoolean()).isFalse();
        assertThat(json.at("/problems/1/line").asInt()).isEqualTo(4);
        assertThat(Answered.to(Map.of(), CLOCK, "schedules", "validate", file(FILE))
                        .out())
                .as("without a database")
                .contains("the set 'reports' is valid, tasks: 2");
        assertThat(run("schedules", "apply", folder.resolve("none").toString()).err())
                .contains("does not exist");
        assertThat(run("schedules", "apply", folder.toString()).code()).isEqualTo(2);
    }

    @Test
    void aFileIsReadFromTheStandardInput() {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(FILE.getBytes(StandardCharsets.UTF_8)));
            assertThat(run("schedules", "validate", "-").code()).isZero();
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void theSampleIsValidAndPlansToNothingOnceApplied() {
        String sample = Path.of("..", "samples", "schedules.yaml").toString();

        assertThat(run("schedules", "validate", sample).err()).isEmpty();
        assertThat(run("schedules", "plan", sample).code()).isEqualTo(3);
        assertThat(run("schedules", "apply", sample).err()).isEmpty();
        assertThat(run("schedules", "plan", sample).code()).isZero();
    }

    @Test
    void theExampleOfThePageIsValid() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "schedules-as-code.md"));
        int start = page.indexOf("```yaml\n") + "```yaml\n".length();

        Answered verdict = run("schedules", "validate", file(page.substring(start, page.indexOf("```", start))));

        assertThat(verdict.out()).as(verdict.err()).contains("the set 'reports' is valid, tasks: 2");
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("schedules.yaml"), text).toString();
    }

    private static Answered run(String... arguments) {
        return Answered.to(Map.of("DATABASE_URL", Answered.urlOf(database)), CLOCK, arguments);
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
