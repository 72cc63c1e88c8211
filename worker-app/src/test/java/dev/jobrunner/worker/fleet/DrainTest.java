package dev.jobrunner.worker.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.worker.harness.GatedHandler;
import dev.jobrunner.worker.harness.RunningWorker;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrainTest {

    private final GatedHandler slow = new GatedHandler("slow");
    private final GatedHandler quick = new GatedHandler("quick");
    private TestDatabase database;

    @BeforeEach
    void migrate() {
        database = TestDatabase.migrated();
        quick.open();
    }

    @AfterEach
    void end() {
        slow.open();
        database.close();
    }

    @Test
    void aDrainedWorkerFinishesWhatItRunsClaimsNothingAndComesBack() {
        try (RunningWorker worker = RunningWorker.start(database, List.of(slow, quick))) {
            insert("slow");
            await().until(() -> slow.starts() == 1);

            sql("UPDATE scheduled_task_workers SET drain_requested_at = now()");
            await().until(() -> worker.bean(Heartbeat.class).isDrained());
            await().until(() -> state().equals("draining"));
            insert("quick");
            sql("UPDATE scheduled_task_workers SET heartbeat_at = heartbeat_at - interval '1 hour'");
            await().until(() -> one("SELECT heartbeat_at > now() - interval '1 minute' FROM scheduled_task_workers"));
            slow.open();
            await().until(() -> one("SELECT count(*) = 1 FROM scheduled_task_logs WHERE status = 'completed'"));
            assertThat(state()).as("a heartbeat does not undo it").isEqualTo("draining");
            assertThat(quick.starts()).isZero();

            sql("UPDATE scheduled_task_workers SET drain_requested_at = NULL");
            await().until(() -> quick.starts() == 1);
            await().until(() -> state().equals("running"));
        }
        assertThat(state()).isEqualTo("stopped");
    }

    @Test
    void aDrainedWorkerShutsDownAsAnyOther() {
        try (RunningWorker worker = RunningWorker.start(database, List.of(slow, quick))) {
            await().until(() -> state().equals("running"));
            sql("UPDATE scheduled_task_workers SET drain_requested_at = now()");
            await().until(() -> worker.bean(Heartbeat.class).isDrained());
        }
        assertThat(state()).isEqualTo("stopped");
    }

    private String state() {
        return database.jdbc()
                .sql("SELECT coalesce(max(state), 'none') FROM scheduled_task_workers")
                .query(String.class)
                .single();
    }

    private void insert(String type) {
        sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('" + type + "', now())");
    }

    private boolean one(String query) {
        return database.jdbc().sql(query).query(Boolean.class).single();
    }

    private void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
