package dev.jobrunner.scheduler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CommandsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);

    private static TestDatabase database;
    private static String url;

    private final Map<String, String> variables = new HashMap<>();

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        url = Answered.urlOf(database);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        variables.put("DATABASE_URL", url);
        sql(
                "TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_workers, scheduled_task_schedulers, scheduled_task_live_output");
    }

    @Test
    void aTaskIsGivenAStartAndAnEnd() {
        assertThat(run(
                                "tasks",
                                "add",
                                "--type",
                                "x",
                                "--name",
                                "n",
                                "--pattern",
                                "@daily",
                                "--starts-at",
                                "2026-12-01T00:00:00Z")
                        .code())
                .isZero();
        assertThat(run("tasks", "edit", "n", "--ends-at", "2026-12-02T00:00:00Z")
                        .code())
                .isZero();

        assertThat(run("tasks", "preview", "n").out())
                .contains("from 2026-12-01 00:00, until 2026-12-02 00:00")
                .contains("2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z")
                .doesNotContain("2026-12-03T00:00:00Z");
        assertThat(run("tasks", "show", "n").out()).containsPattern("starts_at +2026-12-01T00:00:00Z");
        Answered wrong = run("tasks", "edit", "n", "--starts-at", "2027-01-01T00:00:00Z");
        assertThat(wrong.err()).contains("ends_at '2026-12-02T00:00:00Z' is before starts_at '2027-01-01T00:00:00Z'");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(run("tasks", "edit", "n", "--starts-at", "", "--ends-at", "").code())
                .isZero();
        assertThat(run("tasks", "preview", "n", "--count", "2", "json").json().get("next"))
                .hasSize(2);
    }

    @Test
    void aTaskIsGivenAJitter() {
        run("tasks", "add", "--type", "x", "--name", "n", "--pattern", "@hourly", "--jitter-seconds", "600");

        JsonNode slot = run("tasks", "preview", "n", "--count", "1", "json")
                .json()
                .get("next")
                .get(0);
        assertThat(slot.get("due_at").asString())
                .startsWith(slot.get("scheduled_for").asString().substring(0, 14));
        assertThat(run("tasks", "preview", "n").out())
                .contains("up to 600 s later", slot.get("due_at").asString());
        assertThat(run("tasks", "edit", "n", "--jitter-seconds", "4000").err()).contains("allowed is 0 to 3600");
        run("tasks", "edit", "n", "--jitter-seconds", "");
        assertThat(run("tasks", "show", "n").out()).containsPattern("jitter_seconds +0");
    }

    @Test
    void aTaskIsPutAfterOthers() {
        run("tasks", "add", "--type", "x", "--name", "a");
        run("tasks", "add", "--type", "x", "--name", "b");

        assertThat(run("tasks", "add", "--type", "x", "--name", "c", "--after", "a, b", "--after-failed", "skip")
                        .out())
                .contains("added; it waits for a, b");
        assertThat(run("tasks", "show", "c").out())
                .containsPattern("after +a, b")
                .containsPattern("after_failed +skip");
        assertThat(run("tasks", "list").out()).contains("after a, b");
        assertThat(run("tasks", "explain", "c").out()).contains("others_done", "(a), which has not run yet");
        assertThat(run("tasks", "edit", "a", "--after", "c").err()).contains("a -> c -> a");
        Answered unknown = run("tasks", "edit", "c", "--after", "aa");
        assertThat(unknown.err()).contains("after 'aa' is not allowed", "did you mean 'a'?");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(run("tasks", "edit", "c", "--after", "a").out()).contains("it waits for a");
        run("tasks", "edit", "c", "--after", "");
        assertThat(run("tasks", "show", "c", "json").json().get("after").isEmpty())
                .isTrue();
    }

    @Test
    void aTaskIsToldWhatBecomesOfMissedSlots() {
        run(
                "tasks",
                "add",
                "--type",
                "x",
                "--name",
                "n",
                "--pattern",
                "@daily",
                "--catch-up",
                "all",
                "--catch-up-limit",
                "3");
        assertThat(run("tasks", "edit", "n", "--catch-up-window-seconds", "600").code())
                .isZero();
        assertThat(run("tasks", "show", "n").out())
                .containsPattern("catch_up +all")
                .containsPattern("catch_up_limit +3")
                .containsPattern("catch_up_window_seconds +600");
        assertThat(run("tasks", "edit", "n", "--catch-up", "some").err())
                .contains("--catch-up 'some'", "skip, one or all");
    }

    @Test
    void explainGoesByTheAgeingThatIsSet() {
        living();
        sql("INSERT INTO scheduled_tasks (name, task_type, next_run_at, priority) VALUES"
                + " ('urgent', 'x', now(), 5), ('patient', 'x', now() - interval '6 min', 0)");

        assertThat(run("tasks", "explain", "urgent").out())
                .startsWith("1 other due task goes first")
                .doesNotContain("PRIORITY_AGEING_SECONDS");
        variables.put("PRIORITY_AGEING_SECONDS", "0");
        assertThat(run("tasks", "explain", "patient").out())
                .contains("PRIORITY_AGEING_SECONDS is 0: higher priorities go first");
    }

    @Test
    void healthIsGoodWithASchedulerAndAWorker() {
        living();

        Answered answered = run("health");

        assertThat(answered.out()).startsWith("healthy");
        assertThat(answered.code()).isZero();
    }

    @Test
    void healthSaysWhatIsWrongAndExitsWithOne() {
        sql("INSERT INTO scheduled_tasks (task_type, status) VALUES ('x', 'disabled')");
        living();

        Answered answered = run("health");

        assertThat(answered.out()).startsWith("degraded").contains("disabled after too many failures");
        assertThat(answered.code()).isEqualTo(1);
    }

    @Test
    void healthJsonHasTheContractsFields() {
        living();

        JsonNode json = run("health", "json").json();

        assertThat(json.propertyNames())
                .containsExactly(
                        "status",
                        "reasons",
                        "active_tasks",
                        "due_tasks",
                        "locked_tasks",
                        "failed_tasks",
                        "stuck_tasks",
                        "disabled_tasks",
                        "paused_tasks",
                        "waiting_tasks",
                        "oldest_due_seconds",
                        "workers",
                        "last_tick_at");
        assertThat(json.get("workers").get("live").asInt()).isEqualTo(1);
    }

    @Test
    void aWorkerIsListedDrainedAndResumed() {
        living();
        String id = run("workers", "json").json().get(0).get("id").asString();

        assertThat(run("workers", "drain", id).out()).contains("claims nothing until 'workers resume " + id + "'");
        assertThat(run("workers").out()).contains(id, "draining", "0 of ");
        assertThat(run("workers", "drain", id).err()).contains("is draining already");
        assertThat(run("workers", "resume", id).code()).isZero();
        assertThat(run("workers", "resume", "nobody").err()).contains("there is no worker nobody");
        assertThat(run("workers", "resume", "nobody").code()).isEqualTo(1);
        assertThat(database.jdbc()
                        .sql("SELECT face || ' ' || action FROM scheduled_task_audit ORDER BY id")
                        .query(String.class)
                        .list())
                .endsWith("cli drain", "cli resume");
    }

    @Test
    void anUnreachableDatabaseIsOneLineWithoutThePassword() {
        variables.put("DATABASE_URL", "postgres://someone:Top-Secret-1@127.0.0.1:1/jobs");

        Answered answered = run("health");

        assertThat(answered.code()).isEqualTo(2);
        assertThat(answered.out()).isEmpty();
        assertThat(answered.err().lines())
                .singleElement()
                .asString()
                .contains("127.0.0.1:1/jobs")
                .doesNotContain("Top-Secret-1");
    }

    @Test
    void withoutADatabaseUrlTheCommandSaysWhatToSet() {
        variables.remove("DATABASE_URL");

        Answered answered = run("tasks", "list");

        assertThat(answered.code()).isEqualTo(2);
        assertThat(answered.err()).contains("DATABASE_URL is not set");
    }

    @Test
    void aMalformedUrlIsRefusedWithoutRepeatingIt() {
        variables.put("DATABASE_URL", "mysql://someone:Top-Secret-1@host/db");

        Answered answered = run("tasks", "list");

        assertThat(answered.code()).isEqualTo(2);
        assertThat(answered.err()).contains("DATABASE_URL").doesNotContain("Top-Secret-1");
    }

    @Test
    void aWrongSettingIsRefusedByTheCommandsThatNeedIt() {
        variables.put("LOCK_TIMEOUT_MINUTES", "soon");

        Answered answered = run("health");

        assertThat(answered.code()).isEqualTo(2);
        assertThat(answered.err()).contains("LOCK_TIMEOUT_MINUTES is \"soon\"");
    }

    @Test
    void missingTablesLeadToMigrate() {
        try (TestDatabase fresh = TestDatabase.empty()) {
            variables.put("DATABASE_URL", Answered.urlOf(fresh));

            assertThat(run("tasks", "list").err()).contains("run the command 'migrate' first");
            assertThat(run("migrate").out()).contains("migrations applied; the schema is at version");
            assertThat(run("migrate").out()).contains("the schema is up to date");
            assertThat(run("tasks", "list").code()).isZero();
        }
    }

    @Test
    void anOptionThatTheDriverCannotReadIsNamedInOneLine() {
        variables.put("DATABASE_URL", url + (url.contains("?") ? "&" : "?") + "socketTimeout=abc");

        for (String command : new String[] {"health", "migrate"}) {
            Answered answered = run(command);

            assertThat(answered.code()).as(command).isEqualTo(2);
            assertThat(answered.err().lines())
                    .as(command)
                    .singleElement()
                    .asString()
                    .contains("socketTimeout", "abc");
        }
    }

    @Test
    void aMigrationThatAViewStandsInTheWayOfSaysSoInTheDatabasesWords() {
        try (TestDatabase old = TestDatabase.empty()) {
            old.jdbc()
                    .sql(
                            "CREATE TABLE scheduled_tasks (id serial PRIMARY KEY, task_type varchar(50), last_run_at timestamp)")
                    .update();
            old.jdbc()
                    .sql("CREATE VIEW report AS SELECT last_run_at FROM scheduled_tasks")
                    .update();
            variables.put("DATABASE_URL", Answered.urlOf(old));

            Answered answered = run("migrate");

            assertThat(answered.code()).isEqualTo(1);
            assertThat(answered.err().lines())
                    .singleElement()
                    .asString()
                    .contains(
                            "scheduled_tasks.last_run_at has to change", "these views use it: report", "Drop the views")
                    .doesNotContain("jar", "Run Flyway", "PL/pgSQL", "exception");
        }
    }

    @Test
    void filesThatCannotBeReadAreNamedInWords(@TempDir Path folder) {
        assertThat(run("import-crontab", folder.resolve("none").toString()).err())
                .contains("/none' does not exist")
                .doesNotContain("Exception");
        Answered directory = run("import-crontab", folder.toString());
        assertThat(directory.code()).isEqualTo(2);
        assertThat(directory.err()).contains("this is a directory").doesNotContain("Exception");
    }

    @Test
    void anUnknownLegacyZoneIsRefused() {
        variables.put("LEGACY_TIME_ZONE", "Mars/Base'; DROP TABLE x; --");

        Answered answered = run("migrate");

        assertThat(answered.code()).isEqualTo(2);
        assertThat(answered.err().lines())
                .singleElement()
                .asString()
                .contains("LEGACY_TIME_ZONE")
                .contains("IANA");
    }

    @Test
    void cleanupRemovesWhatIsOlder() {
        sql("INSERT INTO scheduled_task_logs (scheduled_task_id, status, executed_at) VALUES"
                + " (1, 'completed', now() - interval '31 days'), (1, 'completed', now() - interval '29 days')");

        assertThat(run("cleanup", "30").out()).contains("1 runs removed");
        assertThat(run("cleanup", "30", "json").json().get("removed").asInt()).isZero();
        assertThat(run("cleanup", "0").code()).isEqualTo(2);
        assertThat(run("cleanup", "soon").err()).contains("DAYS 'soon' is not allowed");
        assertThat(run("cleanup").code()).isEqualTo(2);
        assertThat(run("audit", "--kind", "runs", "json").json()).hasSize(2);
        assertThat(run("audit", "--kind", "runs").out()).contains("cleanup").contains("{\"days_kept\": 30}");
    }

    @Test
    void aTaskIsAddedShownListedAndRemoved() {
        assertThat(run(
                                "tasks",
                                "add",
                                "--type",
                                "report_generation",
                                "--name",
                                "daily",
                                "--pattern",
                                "0 6 * * *",
                                "--time-zone",
                                "Europe/Berlin",
                                "--payload",
                                "{\"to\": [\"a\"], \"api_key\": \"hunter2\"}",
                                "--priority",
                                "3")
                        .out())
                .contains("added");

        JsonNode shown = run("tasks", "show", "daily", "json").json();
        assertThat(shown.get("task_type").asString()).isEqualTo("report_generation");
        assertThat(shown.get("max_concurrent_runs").asInt())
                .as("default of the type")
                .isEqualTo(3);
        assertThat(shown.get("payload").get("to").get(0).asString()).isEqualTo("a");
        assertThat(shown.get("payload").get("api_key").asString()).isEqualTo("•••");
        assertThat(run("tasks", "show", "daily").out()).contains("•••").doesNotContain("hunter2");
        database.jdbc()
                .sql(
                        "INSERT INTO scheduled_task_logs (scheduled_task_id, status, error_message) SELECT id, 'failed', 'exit code 3' FROM scheduled_tasks")
                .update();
        assertThat(run("tasks", "show", "daily").out()).contains("last runs").contains("exit code 3");
        assertThat(run("tasks", "show", "daily", "json")
                        .json()
                        .get("runs")
                        .get(0)
                        .get("error_message")
                        .asString())
                .isEqualTo("exit code 3");
        assertThat(run("tasks", "list", "json").json()).hasSize(1);
        assertThat(run("tasks", "list").out()).contains("daily").contains("0 6 * * *");
        assertThat(run("tasks", "remove", "daily").out()).contains("1 task deleted");
        assertThat(run("tasks", "show", "daily").code()).isEqualTo(1);
    }

    @Test
    void aOneOffTaskCanBeGivenATime() {
        run("tasks", "add", "--type", "x", "--name", "later", "--at", "2031-01-01T00:00+01:00");

        assertThat(run("tasks", "show", "later", "json")
                        .json()
                        .get("next_run_at")
                        .asString())
                .isEqualTo("2030-12-31T23:00:00Z");
    }

    @Test
    void wrongValuesOfANewTaskAreNamed() {
        assertThat(run("tasks", "add").err()).contains("--type");
        assertThat(run("tasks", "add", "--type", "x", "--pattern", "61 * * * *").code())
                .isEqualTo(2);
        assertThat(run("tasks", "add", "--type", "x", "--at", "tomorrow").err()).contains("--at 'tomorrow'");
        assertThat(run("tasks", "add", "--type", "x", "--payload", "{").err()).contains("payload '{' is not allowed");
        assertThat(run("tasks", "add", "--type", "x", "--priority", "high").err())
                .contains("--priority 'high'");
        run("tasks", "add", "--type", "x", "--name", "twice");
        assertThat(run("tasks", "add", "--type", "x", "--name", "twice"))
                .extracting(Answered::code, Answered::err)
                .satisfies(both -> assertThat(both.toString()).contains("1", "name 'twice' is taken"));
    }

    @Test
    void aChangeWithoutEffectSaysWhyAndExitsWithOne() {
        sql("INSERT INTO scheduled_tasks (name, task_type, status) VALUES ('p', 'x', 'paused'), ('d', 'x', 'disabled'),"
                + " ('c', 'y', 'active')");

        assertThat(run("tasks", "run", "p").err()).contains("is paused: resume it first");
        assertThat(run("tasks", "run", "d").err()).contains("is disabled after failures: reset it first");
        assertThat(run("tasks", "pause", "p").err()).contains("is paused: only active ones");
        assertThat(run("tasks", "unlock", "c").err()).contains("it is not running");
        assertThat(run("tasks", "pause", "nobody").err()).contains("there is no task 'nobody'");
        assertThat(run("tasks", "pause", "--type", "none").err()).contains("there are no tasks of type 'none'");
        assertThat(run("tasks", "cancel", "c").code()).isEqualTo(1);
        assertThat(run("tasks", "pause", "p", "json").json().get("changed").asInt())
                .isZero();
    }

    @Test
    void aChangeCanBeForAllTasksOfAType() {
        sql(
                "INSERT INTO scheduled_tasks (task_type, schedule_pattern) VALUES ('x', '0 * * * *'), ('x', '1 * * * *'), ('y', '2 * * * *')");

        assertThat(run("tasks", "pause", "--type", "x").out()).contains("2 tasks paused");
        assertThat(run("tasks", "resume", "--type", "x").out()).contains("2 tasks resumed");
        assertThat(run("tasks", "run", "--type", "y").out()).contains("1 task due now");
        assertThat(run("tasks", "pause").code()).as("neither").isEqualTo(2);
        assertThat(run("tasks", "pause", "1", "--type", "x").code()).as("both").isEqualTo(2);
    }

    @Test
    void previewAnswersWithoutADatabase() {
        variables.remove("DATABASE_URL");

        JsonNode json = run("preview", "0 9 * * 1-5", "--time-zone", "Europe/Berlin", "--count", "2", "json")
                .json();

        assertThat(json.get("next").get(0).asString()).isEqualTo("2026-11-25T08:00:00Z");
        assertThat(json.get("next")).hasSize(2);
        assertThat(run("preview", "@daily").out()).contains("2026-11-25T00:00:00Z");
        assertThat(run("preview", "0 0 30 2 *"))
                .satisfies(
                        answered -> assertThat(answered.code() + answered.err()).contains("2", "never fires"));
        assertThat(run("preview", "@daily", "--count", "0").err()).contains("--count '0'");
        assertThat(run("preview", "@daily", "--time-zone", "Europe/Berln").err())
                .contains("did you mean Europe/Berlin");
    }

    @Test
    void optimizeConcurrencyReplacesOnlyTheColumnsDefault() {
        sql("INSERT INTO scheduled_tasks (name, task_type, max_concurrent_runs) VALUES"
                + " ('untouched', 'report_generation', 1), ('chosen', 'report_generation', 2), ('other', 'x', 1)");

        assertThat(run("optimize-concurrency").out()).contains("report_generation");

        assertThat(limit("untouched")).isEqualTo(3);
        assertThat(limit("chosen")).isEqualTo(2);
        assertThat(limit("other")).isEqualTo(1);
        variables.put("MAX_CONCURRENT_RUNS_REPORT_GENERATION", "5");
        run("optimize-concurrency");
        assertThat(limit("chosen")).as("set explicitly").isEqualTo(5);
        assertThat(run("audit", "--kind", "task", "--action", "edit").out())
                .contains("(untouched)")
                .contains("{\"max_concurrent_runs\": 1}")
                .contains("{\"max_concurrent_runs\": 3}")
                .contains("(chosen)")
                .doesNotContain("(other)");
    }

    @Test
    void aLimitThatWouldMeanTwoTypesIsRefused() {
        sql("INSERT INTO scheduled_tasks (task_type) VALUES ('audio-mix'), ('audio.mix')");
        variables.put("MAX_CONCURRENT_RUNS_AUDIO_MIX", "4");

        Answered answered = run("optimize-concurrency");

        assertThat(answered.code()).isEqualTo(1);
        assertThat(answered.err()).contains("'audio-mix' and 'audio.mix'");
    }

    @Test
    void aCrontabIsShownFirstAndImportedOnlyWhenToldTo(@TempDir Path folder) throws IOException {
        Path crontab = Files.writeString(folder.resolve("crontab"), """
                # nightly
                CRON_TZ=Europe/Berlin
                0 3 * * * /usr/local/bin/backup --all
                @daily report.sh
                61 * * * * broken
                """);
        Path handlers = folder.resolve("handlers.env");

        Answered dry = run("import-crontab", crontab.toString());
        assertThat(dry.out()).contains("dry run: 2 entries can be taken, 1 lines not");
        assertThat(dry.err()).contains("line 5");
        assertThat(dry.code()).isEqualTo(1);
        assertThat(run("tasks", "list", "json").json()).isEmpty();

        run("import-crontab", crontab.toString(), "--apply", "--handlers", handlers.toString());
        assertThat(run("tasks", "list", "json").json()).hasSize(2);
        assertThat(Files.readString(handlers)).contains("HANDLER_").contains("/usr/local/bin/backup --all");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(handlers)))
                .isEqualTo("rw-------");
        assertThat(database.jdbc()
                        .sql("SELECT string_agg(t::text, '') FROM scheduled_tasks t")
                        .query(String.class)
                        .single())
                .doesNotContain("/usr/local/bin");

        run("import-crontab", crontab.toString(), "--apply");
        assertThat(run("tasks", "list", "json").json()).as("a second time").hasSize(2);
        assertThat(run("import-crontab", crontab.toString(), "--handlers", handlers.toString())
                        .err())
                .contains("exists already");
        assertThat(run("import-crontab", folder.resolve("none").toString()).code())
                .isEqualTo(2);
    }

    @Test
    void helpIsThereForEveryCommandAndWrongUseIsTwo() {
        assertThat(run("--help").out()).contains("import-crontab").contains("optimize-concurrency");
        assertThat(run("tasks", "add", "--help").out()).contains("--max-concurrent-runs");
        assertThat(run("tasks", "pause", "--help").out()).contains("No new run starts");
        assertThat(run("health", "--nonsense").err()
                        + run("tasks", "pause", "--help").out())
                .contains("java -jar scheduler-app.jar health", "java -jar scheduler-app.jar tasks pause")
                .doesNotContain("<main class>");
        assertThat(run("nonsense").code()).isEqualTo(2);
        assertThat(run("tasks").code()).isEqualTo(2);
        assertThat(run("health", "--nonsense").code()).isEqualTo(2);
    }

    @Test
    void runsAreListedAndFiltered() {
        ranTwice();

        assertThat(run("runs").out()).contains("completed").contains("failed").contains("out of luck");
        assertThat(run("runs", "--status", "failed", "--json").json()).hasSize(1);
        assertThat(run("runs", "--text", "luck", "json").json().get(0).get("id").asInt())
                .isEqualTo(12);
        assertThat(run("runs", "--worker", "nobody").out()).contains("no such run");
        assertThat(run("runs", "--status", "done").err()).contains("status 'done' is not allowed");
        assertThat(run("runs", "--status", "done").code()).isEqualTo(2);
    }

    @Test
    void oneRunIsShownWithWhatItPrinted() {
        ranTwice();

        assertThat(run("runs", "show", "12").out())
                .contains("out of luck")
                .contains("•••")
                .doesNotContain("s3cret");
        JsonNode json = run("runs", "show", "12", "json").json();
        assertThat(json.get("payload").get("token").asString()).isEqualTo("•••");
        assertThat(json.get("attempts")).hasSize(1);
        assertThat(run("runs", "output", "12").out()).isEqualTo("grüße\n");
        assertThat(run("runs", "output", "12", "--follow").out()).isEqualTo("grüße\n");
        assertThat(run("runs", "output", "99").err()).contains("there is no run 99");
        assertThat(run("runs", "show", "99").code()).isEqualTo(1);
        assertThat(run("runs", "show", "x").code()).isEqualTo(2);
    }

    @Test
    void followingGoesOnUntilTheRunHasEndedAndSaysWhatIsNotKept() throws Exception {
        sql(
                "INSERT INTO scheduled_tasks (task_type, status, next_run_at, scheduled_for, locked_at, locked_by, lock_token, run_id)"
                        + " VALUES ('x', 'active', now(), now(), now(), 'w1', gen_random_uuid(), 20)");
        sql(
                "INSERT INTO scheduled_task_live_output (run_id, task_id, first_byte, output) VALUES (20, 1, 5, 'begun, ')");
        CompletableFuture<Answered> following =
                CompletableFuture.supplyAsync(() -> run("runs", "output", "20", "--follow"));
        await().until(() -> database.jdbc()
                        .sql(
                                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%scheduled_task_live_output o ON%'"
                                        + " AND pid <> pg_backend_pid()")
                        .query(Integer.class)
                        .single()
                > 0);
        sql("INSERT INTO scheduled_task_logs (id, scheduled_task_id, status, finished_at, output)"
                + " VALUES (20, 1, 'completed', now(), 'gone begun, done')");
        sql("UPDATE scheduled_tasks SET lock_token = NULL, run_id = NULL, locked_at = NULL, locked_by = NULL");

        Answered answered = following.get(10, TimeUnit.SECONDS);

        assertThat(answered.out()).endsWith("begun, done");
        assertThat(answered.code()).isZero();
    }

    @Test
    void argumentsAreACommandUnlessTheyAreSettings() {
        assertThat(Commands.isCommand()).isFalse();
        assertThat(Commands.isCommand("--server.port=0")).isFalse();
        assertThat(Commands.isCommand("health")).isTrue();
        assertThat(Commands.isCommand("--help")).isTrue();
    }

    private Answered run(String... arguments) {
        return Answered.to(variables, CLOCK, arguments);
    }

    private static void ranTwice() {
        sql(
                "INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, task_name, status, error_message, executed_at,"
                        + " started_at, finished_at, locked_by, scheduled_for, attempt, output, payload)"
                        + " VALUES (11, 1, 'x', 'one', 'completed', NULL, now(), now(), now(), 'w1', now(), 1, NULL, NULL),"
                        + " (12, 1, 'x', 'one', 'failed', 'out of luck', now(), now(), now(), 'w1', now() - interval '1 minute', 1,"
                        + " E'grüße\\n', '{\"token\": \"s3cret\"}')");
    }

    private static int limit(String name) {
        return database.jdbc()
                .sql("SELECT max_concurrent_runs FROM scheduled_tasks WHERE name = :name")
                .param("name", name)
                .query(Integer.class)
                .single();
    }

    private static void living() {
        sql("INSERT INTO scheduled_task_schedulers (id, host, version, tick_interval) VALUES ('s', 'h', '1', '5 s')");
        sql(
                "INSERT INTO scheduled_task_workers (id, host, pid, version, state, slots, task_types, heartbeat_interval, stop_within)"
                        + " VALUES ('worker-1', 'h', 1, '1', 'running', 1, '{X}', '2 s', '6 s')");
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
