package dev.jobrunner.worker.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.worker.harness.GatedHandler;
import dev.jobrunner.worker.harness.RunningWorker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With the intervals that a worker really has. */
class IdleBeatTest {

    private static final String[] AS_SHIPPED = {
        "--jobrunner.worker.poll-interval=3s",
        "--jobrunner.worker.heartbeat-interval=1s",
        "--jobrunner.worker.dead-after=10s"
    };

    @Test
    void anIdleWorkersClaimsStandInForItsBeatsUntilSomethingRuns() {
        GatedHandler gated = new GatedHandler("gated");
        try (TestDatabase database = TestDatabase.migrated();
                RunningWorker worker = RunningWorker.start(database, List.of(gated), AS_SHIPPED)) {
            Heartbeat heartbeat = worker.bean(Heartbeat.class);
            await().until(() -> beatAge(database) < 4);
            await().atMost(Duration.ofSeconds(30)).until(() -> beatAge(database) > 2);
            await().during(Duration.ofSeconds(7))
                    .atMost(Duration.ofSeconds(9))
                    .until(() -> heartbeat.fence().holds() && beatAge(database) < 4);

            database.jdbc()
                    .sql("INSERT INTO scheduled_tasks (task_type) VALUES ('gated')")
                    .update();
            await().until(() -> gated.starts() == 1);
            await().until(() -> running(database) == 1);
            gated.open();
            await().until(() -> running(database) == 0);
            assertThat(heartbeat.fence().holds()).isTrue();
        }
    }

    private static double beatAge(TestDatabase database) {
        return database.jdbc()
                .sql("SELECT extract(epoch FROM now() - heartbeat_at) FROM scheduled_task_workers")
                .query(Double.class)
                .optional()
                .orElse(Double.MAX_VALUE);
    }

    private static int running(TestDatabase database) {
        return database.jdbc()
                .sql("SELECT running FROM scheduled_task_workers")
                .query(Integer.class)
                .single();
    }
}
