package dev.jobrunner.worker.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.worker.harness.GatedHandler;
import dev.jobrunner.worker.harness.RunningWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("try") // a running worker is there to run; the test talks to the database
class RunFeedTest {

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
    void whatACommandPrintsCanBeWatchedWhileItRuns(@TempDir Path directory) throws Exception {
        Path goOn = directory.resolve("go-on");
        Path over = directory.resolve("over");
        String script = "echo one; echo complaint >&2; echo password=hunter22; until [ -e %s ]; do sleep 0.05; done;"
                        .formatted(goOn)
                + " echo two; until [ -e %s ]; do sleep 0.05; done".formatted(over);
        try (RunningWorker worker = start("--jobrunner.handlers.JOB=sh -c '" + script + "'")) {
            insert("job");
            await().until(() -> shown().equals(List.of("one\ncomplaint\npassword=***\n")));

            Files.createFile(goOn);
            await().until(() -> shown().equals(List.of("one\ncomplaint\npassword=***\ntwo\n")));

            Files.createFile(over);
            await().until(() -> count("scheduled_task_logs WHERE status = 'completed'") == 1);
            await().until(() -> shown().isEmpty());
        }
    }

    @Test
    void aShutdownLeavesNothingToWatch() {
        RunningWorker worker = start();
        insert("gated");
        await().until(() -> shown().equals(List.of("at the gate\n")));
        gated.open();

        worker.close();

        assertThat(shown()).isEmpty();
    }

    @Test
    void aFeedThatFailsDisturbsNoRunAndSaysSoOnce(CapturedOutput output) {
        sql("DROP TABLE scheduled_task_live_output");
        try (RunningWorker worker = start()) {
            insert("gated");
            await().until(() -> output.getOut().contains("cannot be watched for now"));
            worker.bean(RunFeed.class).turn();
            worker.bean(RunFeed.class).turn();
            gated.open();
            await().until(() ->
                    count("scheduled_task_logs WHERE status = 'completed' AND output = 'at the gate' || chr(10)") == 1);
        }
        assertThat(output.getOut().lines().filter(line -> line.contains("cannot be watched")))
                .hasSize(1);
    }

    private RunningWorker start(String... settings) {
        return RunningWorker.start(database, List.of(gated), settings);
    }

    private List<String> shown() {
        return database.jdbc()
                .sql("SELECT output FROM scheduled_task_live_output")
                .query(String.class)
                .list();
    }

    private void insert(String type) {
        sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('" + type + "', now())");
    }

    private long count(String from) {
        return database.jdbc()
                .sql("SELECT count(*) FROM " + from)
                .query(Long.class)
                .single();
    }

    private void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
