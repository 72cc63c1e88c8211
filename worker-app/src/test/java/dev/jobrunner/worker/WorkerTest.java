package dev.jobrunner.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.worker.handler.TaskHandler;
import dev.jobrunner.worker.harness.GatedHandler;
import dev.jobrunner.worker.harness.RunningWorker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worker as a whole on a real database. */
@SuppressWarnings("try") // a running worker is there to run; the test talks to the database
class WorkerTest {

    private final GatedHandler gated = new GatedHandler("gated");
    private TestDatabase database;

    @BeforeEach
    void migrate() {
        database = TestDatabase.migrated();
    }

    @AfterEach
    void end() {
        gated.open();
        database.close();
    }

    @Test
    void commandsCallsAndJavaHandlersAllRun() throws Exception {
        LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        gated.open();
        insert("echo", "'{\"n\": 1}'");
        insert("call", "'{\"n\": 2}'");
        insert("gated", "'{}'");

        try (RunningWorker worker = start(
                "--jobrunner.handlers.ECHO=cat",
                "--jobrunner.handlers.CALL=http://localhost:"
                        + server.getAddress().getPort() + "/hook")) {
            awaitRuns("completed", 3);
        } finally {
            server.stop(0);
        }

        assertThat(output("echo")).isEqualTo("{\"n\": 1}");
        assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo("{\"n\": 2}");
        assertThat(output("gated")).isEqualTo("at the gate\n");
    }

    @Test
    void aTaskOfAnUnknownTypeStaysDue() {
        insert("nobody", "'{}'");
        insert("gated", "'{}'");
        gated.open();

        try (RunningWorker worker = start()) {
            awaitRuns("completed", 1);
        }

        assertThat(status("nobody")).isEqualTo("active");
        assertThat(runs("nobody")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"60s, patient", "0s, urgent"})
    void tasksStartByTheAgeingThatIsSet(String ageing, String first) {
        gated.open();
        sql("INSERT INTO scheduled_tasks (name, task_type, next_run_at, priority, max_concurrent_runs) VALUES"
                + " ('urgent', 'gated', now(), 5, 9), ('patient', 'gated', now() - interval '6 min', 0, 9)");

        try (RunningWorker worker =
                start("--jobrunner.priority.ageing=" + ageing, "--jobrunner.worker.concurrency=1")) {
            awaitRuns("completed", 2);
        }

        assertThat(runs("gated").get(0)).containsEntry("task_name", first);
    }

    @Test
    void aSkippedSlotNeverReachesItsHandler() {
        gated.open();
        sql(
                "INSERT INTO scheduled_tasks (task_type, schedule_pattern, status, catch_up, next_run_at)"
                        + " VALUES ('gated', '0 0 * * *', 'active', 'skip', date_trunc('day', now(), 'UTC') - interval '3 days')");

        try (RunningWorker worker = start()) {
            awaitRuns("skipped", 1);
        }

        assertThat(gated.starts()).isZero();
        assertThat(runs("gated").get(0).get("error_message")).asString().contains("catch_up 'skip'");
        assertThat(one("SELECT next_run_at > now() FROM scheduled_tasks")).isEqualTo(true);
    }

    @Test
    void aCancelledRunEndsAsCancelledWithoutARetry() {
        insert("gated", "'{}'");
        try (RunningWorker worker = start()) {
            await().until(() -> gated.starts() == 1);

            sql("UPDATE scheduled_tasks SET cancel_requested_at = now()");

            awaitRuns("cancelled", 1);
        }
        assertThat(gated.interrupts()).isEqualTo(1);
        assertThat(status("gated")).isEqualTo("completed");
    }

    @Test
    void aRunIsEndedAtTheLockTimeoutOfItsTypeAndBacksOff() {
        insert("gated", "'{}'");
        try (RunningWorker worker = start("--jobrunner.lock-timeout.types.GATED=500ms")) {
            awaitRuns("failed", 1);
        }
        assertThat(gated.interrupts()).isEqualTo(1);
        assertThat(runs("gated").get(0).get("error_message")).asString().contains("lock timeout");
        assertThat(one("SELECT next_run_at > now() + interval '50 s' AND fail_count = 1 FROM scheduled_tasks"))
                .isEqualTo(true);
    }

    @Test
    void anUnlockByHandStopsTheRunBeforeTheTaskRunsAgain() {
        insert("gated", "'{}'");
        try (RunningWorker worker = start()) {
            await().until(() -> gated.starts() == 1);

            sql("UPDATE scheduled_tasks SET locked_at = NULL, locked_by = NULL WHERE task_type = 'gated'");

            await().until(() -> gated.starts() == 2);
            gated.open();
            awaitRuns("completed", 1);
        }
        assertThat(gated.mostAtOnce()).isEqualTo(1);
        assertThat(runs("gated")).extracting(run -> run.get("status")).containsExactly("lost", "completed");
    }

    @Test
    void aPauseLetsTheRunFinishAndStartsNoOther() {
        sql(
                "INSERT INTO scheduled_tasks (task_type, schedule_pattern, next_run_at) VALUES ('gated', '* * * * * *', now())");
        try (RunningWorker worker = start()) {
            await().until(() -> gated.starts() == 1);

            sql("UPDATE scheduled_tasks SET status = 'paused' WHERE task_type = 'gated'");
            gated.open();

            awaitRuns("completed", 1);
            sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('gated', now())");
            awaitRuns("completed", 2);
        }
        assertThat(gated.starts()).as("the paused one ran once").isEqualTo(2);
        assertThat(
                        one(
                                "SELECT next_run_at IS NOT NULL AND locked_at IS NULL FROM scheduled_tasks WHERE status = 'paused'"))
                .isEqualTo(true);
    }

    @Test
    void aForcedRunStartsAtTheNextPollAndAResetTaskRunsAgain() {
        gated.open();
        sql(
                "INSERT INTO scheduled_tasks (task_type, schedule_pattern, next_run_at) VALUES ('gated', '0 0 1 1 *', now() + interval '1 day')");
        try (RunningWorker worker = start()) {
            sql("UPDATE scheduled_tasks SET next_run_at = NOW() - INTERVAL '1 minute' WHERE task_type = 'gated'");
            awaitRuns("completed", 1);

            sql("UPDATE scheduled_tasks SET status = 'disabled', fail_count = 6, last_status = 'failed',"
                    + " next_run_at = now() - interval '1 minute'");
            sql(
                    "UPDATE scheduled_tasks SET fail_count = 0, last_status = 'ready', status = 'active' WHERE task_type = 'gated'");
            awaitRuns("completed", 2);
        }
        assertThat(one("SELECT next_run_at > now() FROM scheduled_tasks")).isEqualTo(true);
    }

    @Test
    void aWiderLimitLetsMoreRunAtOnce() {
        for (int i = 0; i < 3; i++) {
            insert("gated", "'{}'");
        }
        try (RunningWorker worker = start()) {
            await().until(() -> gated.starts() == 1);
            assertThat(one("SELECT count(*) FROM scheduled_tasks WHERE locked_at IS NOT NULL"))
                    .isEqualTo(1L);

            sql("UPDATE scheduled_tasks SET max_concurrent_runs = 3 WHERE task_type = 'gated'");

            await().until(() -> gated.mostAtOnce() == 3);
            gated.open();
            awaitRuns("completed", 3);
        }
    }

    @Test
    void aPatternChangedWhileDueOrRunningNeverFiresAtOnce() {
        sql(
                "INSERT INTO scheduled_tasks (task_type, schedule_pattern, next_run_at) VALUES ('gated', '* * * * *', now())");
        try (RunningWorker worker = start()) {
            await().until(() -> gated.starts() == 1);

            sql("UPDATE scheduled_tasks SET schedule_pattern = '*/5 * * * *' WHERE task_type = 'gated'");
            gated.open();

            awaitRuns("completed", 1);
            assertThat(one("SELECT next_run_at IS NULL AND status = 'active' FROM scheduled_tasks"))
                    .isEqualTo(true);
        }
        assertThat(gated.starts()).isEqualTo(1);
    }

    @Test
    void aShutdownLetsShortRunsFinishAndHandsTheRestBackWithoutAnAttempt() {
        GatedHandler quick = new GatedHandler("quick");
        insert("gated", "'{}'");
        insert("quick", "'{}'");
        RunningWorker worker = RunningWorker.start(database, List.of(gated, quick));
        await().until(() -> gated.starts() == 1 && quick.starts() == 1);
        Thread opener = new Thread(() -> {
            await().until(() -> "draining".equals(one("SELECT state FROM scheduled_task_workers")));
            insert("quick", "'{}'");
            quick.open();
        });
        opener.start();

        worker.close();

        assertThat(runs("quick")).extracting(run -> run.get("status")).containsExactly("completed");
        assertThat(runs("gated")).extracting(run -> run.get("status")).containsExactly("lost");
        assertThat(one("SELECT fail_count + loss_count + attempt FROM scheduled_tasks WHERE task_type = 'gated'"))
                .isEqualTo(0);
        assertThat(
                        one(
                                "SELECT locked_at IS NULL AND next_run_at <= now() FROM scheduled_tasks WHERE task_type = 'gated'"))
                .isEqualTo(true);
        assertThat(one("SELECT state FROM scheduled_task_workers")).isEqualTo("stopped");
    }

    @Test
    void aWorkerWaitsForTheSchema() {
        try (TestDatabase empty = TestDatabase.empty();
                RunningWorker worker = RunningWorker.start(empty, List.of(gated))) {
            gated.open();
            empty.migrate();
            empty.jdbc()
                    .sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('gated', now())")
                    .update();
            await().until(() -> gated.starts() == 1);
        }
    }

    private RunningWorker start(String... settings) {
        return RunningWorker.start(database, List.<TaskHandler>of(gated), settings);
    }

    private void awaitRuns(String status, long count) {
        await().untilAsserted(() -> assertThat(database.jdbc()
                        .sql("SELECT count(*) FROM scheduled_task_logs WHERE status = :status")
                        .param("status", status)
                        .query(Long.class)
                        .single())
                .isEqualTo(count));
    }

    private void insert(String type, String payload) {
        sql("INSERT INTO scheduled_tasks (task_type, status, next_run_at, payload) VALUES ('" + type
                + "', 'active', now(), " + payload + ")");
    }

    private void sql(String statement) {
        database.jdbc().sql(statement).update();
    }

    private Object one(String query) {
        return database.jdbc().sql(query).query().singleValue();
    }

    private String status(String type) {
        return String.valueOf(one("SELECT status FROM scheduled_tasks WHERE task_type = '" + type + "'"));
    }

    private String output(String type) {
        return String.valueOf(runs(type).get(0).get("output"));
    }

    private List<Map<String, Object>> runs(String type) {
        return database.jdbc()
                .sql("SELECT * FROM scheduled_task_logs WHERE task_type = :type ORDER BY id")
                .param("type", type)
                .query()
                .listOfRows();
    }
}
