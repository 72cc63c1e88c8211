package dev.jobrunner.worker.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.worker.handler.RunContext;
import dev.jobrunner.worker.handler.TaskHandler;
import dev.jobrunner.worker.harness.RunningWorker;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What ends in a type at its limit makes room for the next one in the same transaction. */
class RefillTest {

    private static final int TASKS = 6;

    private final Steps steps = new Steps();

    @Test
    void theNextRunOfAFullTypeIsClaimedInTheTransactionThatEntersTheEndBefore() {
        try (TestDatabase database = TestDatabase.migrated()) {
            database.jdbc()
                    .sql("INSERT INTO scheduled_tasks (task_type) SELECT 'steps' FROM generate_series(1, :tasks)")
                    .param("tasks", TASKS)
                    .update();
            RunningWorker worker = RunningWorker.start(database, List.of(steps));
            try (worker) {
                long together = 0;
                for (int started = 1; started <= TASKS; started++) {
                    int now = started;
                    await().until(() -> steps.starts.get() == now);
                    together += claimedWithTheEndBefore(database);
                    steps.next.release();
                }
                await().until(() -> count(database, "scheduled_task_logs WHERE status = 'completed'") == TASKS);
                assertThat(together)
                        .as("the loop may be claiming at the moment of one end or another")
                        .isGreaterThan(TASKS / 2);
            }
        }
    }

    @Test
    void anEndIsEnteredThoughTheClaimWithItIsRefused() {
        try (TestDatabase database = TestDatabase.migrated()) {
            database.jdbc()
                    .sql("INSERT INTO scheduled_tasks (task_type) VALUES ('steps')")
                    .update();
            RunningWorker worker = RunningWorker.start(database, List.of(steps));
            try (worker) {
                await().until(() -> steps.starts.get() == 1);
                database.jdbc()
                        .sql("INSERT INTO scheduled_tasks (task_type, name) VALUES ('steps', 'refused')")
                        .update();
                database.jdbc()
                        .sql("ALTER TABLE scheduled_tasks ADD CHECK (name <> 'refused' OR lock_token IS NULL)")
                        .update();

                steps.next.release();

                await().until(() -> count(database, "scheduled_task_logs") == 1);
                assertThat(count(database, "scheduled_task_logs WHERE status = 'completed' AND error_message IS NULL"))
                        .isEqualTo(1);
                assertThat(steps.starts).hasValue(1);
            }
        }
    }

    private static long claimedWithTheEndBefore(TestDatabase database) {
        return count(
                database,
                "scheduled_tasks t JOIN scheduled_task_logs l ON l.xmin = t.xmin WHERE t.locked_at IS NOT NULL");
    }

    private static long count(TestDatabase database, String from) {
        return database.jdbc()
                .sql("SELECT count(*) FROM " + from)
                .query(Long.class)
                .single();
    }

    /** Each run ends when the test takes the next step. */
    private static final class Steps implements TaskHandler {

        private final AtomicInteger starts = new AtomicInteger();
        private final Semaphore next = new Semaphore(0);

        @Override
        public String taskType() {
            return "steps";
        }

        @Override
        public void handle(RunContext run) throws InterruptedException {
            starts.incrementAndGet();
            next.acquire();
        }
    }
}
