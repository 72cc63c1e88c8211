package dev.jobrunner.worker.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.worker.harness.GatedHandler;
import dev.jobrunner.worker.harness.RunningWorker;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatSessionTest {

    @Test
    void afterAReconnectTheNextBeatNotesTheNewSessionAndNothingIsStopped() {
        GatedHandler gated = new GatedHandler("gated");
        try (TestDatabase database = TestDatabase.migrated();
                RunningWorker worker = RunningWorker.start(database, List.of(gated))) {
            database.jdbc()
                    .sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('gated', now())")
                    .update();
            await().until(() -> gated.starts() == 1);
            int before = session(database);

            database.jdbc()
                    .sql("SELECT pg_terminate_backend(:pid)")
                    .param("pid", before)
                    .query(Boolean.class)
                    .single();

            await().until(() -> session(database) != before);
            assertThat(database.jdbc()
                            .sql("SELECT count(*) FROM pg_stat_activity WHERE pid = :pid")
                            .param("pid", session(database))
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
            assertThat(worker.bean(Heartbeat.class).fence().holds()).isTrue();
            assertThat(gated.interrupts()).isZero();
            gated.open();
        }
    }

    private static int session(TestDatabase database) {
        return database.jdbc()
                .sql("SELECT session_pid FROM scheduled_task_workers")
                .query(Integer.class)
                .single();
    }
}
