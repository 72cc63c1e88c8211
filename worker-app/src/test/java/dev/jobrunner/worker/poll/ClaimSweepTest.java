package dev.jobrunner.worker.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.queue.ClaimOrder;
import dev.jobrunner.core.queue.ClaimRequest;
import dev.jobrunner.core.queue.JdbcTaskQueue;
import dev.jobrunner.core.queue.RetryPolicy;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClaimSweepTest {

    @Test
    void afterAFailedClaimWhatTheWorkerDoesNotKnowOfIsHandedBack() {
        try (TestDatabase database = TestDatabase.migrated()) {
            JdbcTaskQueue queue = new JdbcTaskQueue(
                    database.dataSource(),
                    new RetryPolicy(5, List.of(Duration.ofMinutes(1))),
                    new ClaimOrder(Duration.ofMinutes(1)),
                    new LedgerText(new Redactor(List.of())));
            database.jdbc()
                    .sql("INSERT INTO scheduled_tasks (task_type, next_run_at, max_concurrent_runs)"
                            + " SELECT 'a', now(), 2 FROM generate_series(1, 2)")
                    .update();
            ClaimRequest one = new ClaimRequest("worker-1", Set.of("A"), 1);
            UUID known = queue.claim(one).tasks().get(0).token();
            queue.claim(one); // committed, but the worker never sees the answer
            ClaimSweep sweep = new ClaimSweep(queue, "worker-1");

            sweep.sweep(List.of(known));
            assertThat(locked(database))
                    .as("nothing points to a lost answer yet")
                    .isEqualTo(2);
            sweep.claimFailed();
            sweep.sweep(List.of(known));

            assertThat(locked(database)).isEqualTo(1);
            assertThat(queue.claim(one).tasks().get(0).attempt())
                    .as("costs no attempt")
                    .isEqualTo(1);
        }
    }

    private static long locked(TestDatabase database) {
        return database.jdbc()
                .sql("SELECT count(*) FROM scheduled_tasks WHERE locked_at IS NOT NULL")
                .query(Long.class)
                .single();
    }
}
