package dev.jobrunner.scheduler.taskset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jobrunner.core.schedule.CatchUp;
import dev.jobrunner.core.task.NewTask;
import dev.jobrunner.core.taskset.DeclaredTask;
import dev.jobrunner.core.taskset.TaskSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskSetFileTest {

    @Test
    void everyFieldIsRead() {
        TaskSet set = TaskSetFile.parse("""
                set: reports
                tasks:
                  daily report:
                    task_type: report_generation
                    schedule_pattern: 0 9 * * 1-5
                    time_zone: Europe/Berlin
                    payload: {customer: 7, share: 1.50, on: no, at: 12:30, list: [a, ~, true]}
                    priority: -3
                    max_concurrent_runs: 2
                    starts_at: 2026-12-01T00:00+01:00
                    ends_at: "2027-01-31T23:59:00Z"
                    jitter_seconds: 60
                    catch_up: all
                    catch_up_limit: 12
                    catch_up_window_seconds: 3600
                    status: paused
                  once:
                    task_type: scraping
                    next_run_at: 2026-12-24T18:00:00Z
                """);

        assertThat(set.name()).isEqualTo("reports");
        DeclaredTask daily = set.tasks().get(0);
        NewTask task = daily.task();
        assertThat(daily.status()).isEqualTo("paused");
        assertThat(List.of(
                        daily.name(),
                        task.type().name(),
                        String.valueOf(task.schedulePattern()),
                        task.timeZone(),
                        task.payload(),
                        task.priority(),
                        String.valueOf(task.maxConcurrentRuns())))
                .isEqualTo(List.of(
                        "daily report",
                        "report_generation",
                        "0 9 * * 1-5",
                        "Europe/Berlin",
                        "{\"customer\":7,\"share\":1.50,\"on\":\"no\",\"at\":\"12:30\",\"list\":[\"a\",null,true]}",
                        -3,
                        "2"));
        assertThat(task.rules().startsAt()).isEqualTo(Instant.parse("2026-11-30T23:00:00Z"));
        assertThat(task.rules().endsAt()).isEqualTo(Instant.parse("2027-01-31T23:59:00Z"));
        assertThat(task.rules().jitter()).isEqualTo(Duration.ofMinutes(1));
        assertThat(task.rules().catchUp()).isEqualTo(new CatchUp(CatchUp.Mode.ALL, 12, Duration.ofHours(1)));
        DeclaredTask once = set.tasks().get(1);
        assertThat(once.status()).isNull();
        assertThat(once.task().maxConcurrentRuns()).isNull();
        assertThat(once.task().runAt()).isEqualTo(Instant.parse("2026-12-24T18:00:00Z"));
    }

    @Test
    void jsonIsReadAsWell() {
        TaskSet set = TaskSetFile.parse("{\t\"set\":\n\t\"s\",\"tasks\":{\"a\\/b\":{\"task_type\":\"x\","
                + "\"payload\":{\"\\u0061\":\"\\ud83d\\ude00\",\"n\":[1,2.5e3]}}}}");

        assertThat(set.tasks().get(0).name()).isEqualTo("a/b");
        assertThat(set.tasks().get(0).task().payload()).isEqualTo("{\"a\":\"😀\",\"n\":[1,2.5E+3]}");
    }

    @Test
    void defaultsAreWhatTasksShareAndNullTakesOneAway() {
        TaskSet set = TaskSetFile.parse("""
                set: s
                defaults:
                  task_type: x
                  time_zone: Europe/Berlin
                  schedule_pattern: "@hourly"
                  jitter_seconds: 30
                  payload: {a: 1}
                tasks:
                  shared: {}
                  own:
                    time_zone: UTC
                    payload: {b: 2}
                    jitter_seconds: null
                  once:
                    schedule_pattern: ~
                """);

        NewTask shared = set.tasks().get(0).task();
        NewTask own = set.tasks().get(1).task();
        assertThat(shared.timeZone()).isEqualTo("Europe/Berlin");
        assertThat(shared.rules().jitter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(own.timeZone()).isEqualTo("UTC");
        assertThat(own.payload()).isEqualTo("{\"b\":2}");
        assertThat(own.rules().jitter()).isZero();
        assertThat(set.tasks().get(2).task().schedulePattern())
                .as("what only recurring tasks can have does not reach it")
                .isNull();
    }

    @Test
    void allThatIsWrongIsToldAtOnceWithItsLineAndWhatWasMeant() {
        assertThat(problems("""
                sets: x
                set: "?"
                defaults:
                  timezone: UTC
                  time_zone: Europe/Berln
                tasks:
                  a:
                    task_type: x
                    schedule_patern: 0 9 * * *
                    pattern: 0 9 * * *
                    prioriti: 3
                    priority: 40000
                    jitter_seconds: many
                    catch_up: some
                    whatever: 1
                  b:
                    schedule_pattern: 61 * * * *
                    jitterSeconds: 3
                    payload: "a\\0b"
                    status: disabled
                    name: c
                  c: 7
                  d:
                    task_type: x
                    schedule_pattern: "@daily"
                    starts_at: 2026-12-02T00:00:00Z
                    ends_at: 2026-12-01T00:00:00Z
                    next_run_at: 2026-12-01T00:00:00Z
                  e:
                    task_type: x
                    jitter_seconds: 3
                """))
                .containsSubsequence(
                        "line 1: 'sets' is no part of the file; did you mean set?",
                        "line 2: set \"?\" is not allowed; allowed is a name of " + TaskSet.NAMES,
                        "line 4: 'timezone' is no field of a task; did you mean time_zone?",
                        "line 9: a: 'schedule_patern' is no field of a task; did you mean schedule_pattern?",
                        "line 10: a: 'pattern' is no field of a task; did you mean schedule_pattern?",
                        "line 11: a: 'prioriti' is no field of a task; did you mean priority?",
                        "line 12: a: priority '40000' is not allowed; allowed is a whole number from -32768 to 32767",
                        "line 14: a: catch_up 'some' is not allowed; allowed is skip, one or all")
                .anyMatch(line -> line.startsWith("line 5: time zone 'Europe/Berln'"))
                .anyMatch(line -> line.startsWith("line 13: a: jitter_seconds 'many' is not allowed"))
                .anyMatch(line ->
                        line.startsWith("line 15: a: 'whatever' is no field of a task; allowed are task_type, "))
                .anyMatch(line -> line.startsWith("line 16: b: task_type 'null' is not allowed"))
                .anyMatch(line -> line.startsWith("line 17: b: pattern '61 * * * *' has '61' as its minute"))
                .anyMatch(line -> line.startsWith(
                        "line 18: b: 'jitterSeconds' is no field of a task; did you mean jitter_seconds?"))
                .anyMatch(line -> line.startsWith("line 19: b: payload"))
                .anyMatch(line ->
                        line.equals("line 20: b: status 'disabled' is not allowed; allowed is active or paused"))
                .anyMatch(line -> line.startsWith("line 21: b: name is no field here"))
                .anyMatch(line -> line.startsWith("line 22: c: a task is its fields"))
                .anyMatch(line -> line.startsWith("line 27: d: ends_at '2026-12-01T00:00:00Z' is before starts_at"))
                .anyMatch(line -> line.startsWith("line 28: d: next_run_at is for a task that runs once"))
                .anyMatch(line -> line.startsWith("line 29: e: schedule_pattern 'null' is not allowed"));
    }

    @Test
    void whatYamlHasBeyondJsonIsRefused() {
        assertThat(problems("set: s\nset: t\ntasks: {}\n"))
                .containsExactly("line 2: 'set' is there twice: it is on line 1 already");
        assertThat(problems("set: s\ntasks:\n  a: {task_type: x}\n  a: {task_type: y}\n"))
                .containsExactly("line 4: 'a' is there twice: it is on line 3 already");
        assertThat(problems("set: s\ntasks:\n  12: {task_type: x}\n  [a]: {}\n"))
                .containsExactly(
                        "line 3: a key has to be a text: put it into quotes",
                        "line 4: a key has to be a text: put it into quotes");
        assertThat(problems("set: s\ntasks: &all\n  a: {task_type: x, payload: *all}\n"))
                .hasSize(2)
                .allMatch(line -> line.contains("anchors (&) and aliases (*) are not used here"));
        assertThat(problems("set: !!javax.script.ScriptEngineManager s\ntasks: {}\n"))
                .singleElement()
                .asString()
                .contains("tags (tag:yaml.org,2002:javax.script.ScriptEngineManager) are not used here");
        assertThat(problems("set: s\n---\nset: t\n")).singleElement().asString().contains("line 2: this is not YAML");
        assertThat(problems("[".repeat(100) + "]".repeat(100)))
                .singleElement()
                .asString()
                .startsWith("this is not YAML: Nesting Depth");
        assertThat(problems("")).containsExactly("the file needs set and tasks, and has neither");
        assertThat(problems("- a\n")).containsExactly("the file needs set and tasks, and has neither");
        assertThat(problems("set: s\n")).singleElement().asString().contains("tasks is missing");
        assertThat(problems("set: s\ntasks:\n  a: {task_type: x, payload: {n: 1e99999999999}}\n"))
                .containsExactly("line 3: the number 1e99999999999 is too large");
    }

    @Test
    void aHostileFileIsToldInAFewWords() {
        StringBuilder fields = new StringBuilder("set: s\ntasks:\n  ? " + "n".repeat(100_000) + "\n  :\n");
        for (int i = 0; i < 10_000; i++) {
            fields.append(
                    "    ? f".concat("x".repeat(50)).concat(String.valueOf(i)).concat("\n    : 1\n"));
        }
        assertThat(problems(fields.toString())).hasSizeLessThanOrEqualTo(200).allMatch(line -> line.length() < 1000);
        StringBuilder tasks =
                new StringBuilder("set: s\ndefaults: {payload: {t: " + "x".repeat(100_000) + "}}\ntasks:\n");
        for (int i = 0; i < 1_000; i++) {
            tasks.append("  t").append(i).append(": {task_type: x}\n");
        }
        assertThat(problems(tasks.toString())).singleElement().asString().contains("these are too many tasks");
    }

    @Test
    void aPatternThatNeedsQuotesSaysSo() {
        assertThat(problems("set: s\ntasks:\n  a:\n    task_type: x\n    schedule_pattern: */5 * * * *\n"))
                .singleElement()
                .asString()
                .startsWith("line 5: ")
                .endsWith("a text that begins with * or @, as many patterns do, needs quotes");
        assertThat(problems("set: s\ntasks:\n  a:\n    task_type: x\n    schedule_pattern: @hourly\n"))
                .singleElement()
                .asString()
                .startsWith("line 5: ")
                .contains("needs quotes");
    }

    private static List<String> problems(String text) {
        InvalidFileException refused = catchThrowableOfType(InvalidFileException.class, () -> TaskSetFile.parse(text));
        return refused.problems().stream().map(FileProblem::toString).toList();
    }
}
