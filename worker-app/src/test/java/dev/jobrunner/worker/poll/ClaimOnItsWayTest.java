package dev.jobrunner.worker.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.worker.harness.GatedHandler;
import dev.jobrunner.worker.harness.RunningWorker;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClaimOnItsWayTest {

    private final GatedHandler gated = new GatedHandler("gated");

    /** The lock of the other transaction keeps the claim waiting until the shutdown waits for it. */
    @Test
    void whatAClaimBringsDuringTheShutdownIsHandedBack() throws Exception {
        gated.open();
        try (TestDatabase database = TestDatabase.migrated();
                RunningWorker worker =
                        RunningWorker.start(database, List.of(gated), "--jobrunner.worker.dead-after=30s");
                var blocking = database.dataSource().getConnection()) {
            await().until(() -> isAlive("poll"));
            blocking.setAutoCommit(false);
            try (var statement = blocking.createStatement()) {
                statement.execute("LOCK TABLE scheduled_tasks IN ACCESS EXCLUSIVE MODE");
                statement.execute("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('gated', now())");
            }
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> isIn(thread, Poll.class.getName(), "turn")));
            await().until(() -> waitingForLocks(database) > 0);
            Thread closing = new Thread(worker::close);
            closing.start();
            await().until(() -> isIn(closing, PollLoop.class.getName(), "stop"));

            blocking.commit();

            closing.join(TimeUnit.SECONDS.toMillis(20));
            assertThat(gated.starts()).isZero();
            assertThat(database.jdbc()
                            .sql(
                                    "SELECT count(*) FROM scheduled_tasks WHERE locked_at IS NULL AND next_run_at <= now()")
                            .query(Long.class)
                            .single())
                    .as("due again, and free for others")
                    .isEqualTo(1);
            assertThat(database.jdbc()
                            .sql("SELECT error_message FROM scheduled_task_logs")
                            .query(String.class)
                            .list())
                    .containsExactly("handed back: claimed too late to be started");
        }
    }

    private static long waitingForLocks(TestDatabase database) {
        return database.jdbc()
                .sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                .query(Long.class)
                .single();
    }

    private static boolean isAlive(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(each -> each.getName().equals(thread));
    }

    private static boolean isIn(Thread thread, String type, String method) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(type)
                        && frame.getMethodName().equals(method));
    }
}
