package dev.jobrunner.worker.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.worker.harness.GatedHandler;
import dev.jobrunner.worker.harness.RunningWorker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When an idle worker starts what has become due. */
@SuppressWarnings("try") // a running worker is there to run; the test talks to the database
class PickupTest {

    /** Nothing that is found within the time of a test is found by polling. */
    private static final String RARE_POLLS = "--jobrunner.worker.poll-interval=5m";

    private final GatedHandler gated = new GatedHandler("gated");
    private TestDatabase database;

    @BeforeEach
    void migrate() {
        database = TestDatabase.migrated();
        gated.open();
    }

    @AfterEach
    void end() {
        database.close();
    }

    @Test
    void anIdleWorkerStartsATaskAtOnce() {
        try (RunningWorker worker = RunningWorker.start(database, List.of(gated), RARE_POLLS)) {
            awaitQuiet();
            insert();
            await().atMost(Duration.ofSeconds(2)).until(() -> gated.starts() == 1);
        }
    }

    @Test
    void aTaskStartsAtItsTimeThoughNobodyTells() {
        sql("ALTER TABLE scheduled_tasks DISABLE TRIGGER USER");
        sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('gated', now() + interval '6 s')");
        try (RunningWorker worker = RunningWorker.start(database, List.of(gated), RARE_POLLS)) {
            await().until(() -> gated.starts() == 1);
        }
        assertThat(database.jdbc()
                        .sql("SELECT started_at - scheduled_for BETWEEN interval '0' AND interval '1 s'"
                                + " FROM scheduled_task_logs")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    /** The first worker ends a run of a type that is full and takes what is more urgent; the type's next task is for the other worker. */
    @Test
    void aPlaceThatBecomesFreeIsTakenByAnotherWorkerWhenTheOwnOneIsBusy() {
        GatedHandler full = new GatedHandler("full");
        GatedHandler urgent = new GatedHandler("urgent");
        String one = "--jobrunner.worker.concurrency=1";
        sql("INSERT INTO scheduled_tasks (task_type) VALUES ('full')");
        try (RunningWorker first = RunningWorker.start(database, List.of(full, urgent), RARE_POLLS, one)) {
            await().until(() -> full.starts() == 1);
            sql("INSERT INTO scheduled_tasks (task_type) VALUES ('full')");
            sql("INSERT INTO scheduled_tasks (task_type, priority, next_run_at)"
                    + " VALUES ('urgent', 1, now() + interval '1 day')");
            try (RunningWorker second = RunningWorker.start(database, List.of(full, gated), RARE_POLLS, one)) {
                awaitQuiet();
                // The second one cannot run it, and the first has no slot yet.
                sql("UPDATE scheduled_tasks SET next_run_at = now() WHERE task_type = 'urgent'");
                awaitQuiet();

                full.open();

                await().atMost(Duration.ofSeconds(2)).until(() -> full.starts() == 2 && urgent.starts() == 1);
            } finally {
                urgent.open();
            }
        }
    }

    /** No scheduler is there to release, and no poll finds anything in time: each end leads to the next start by itself. */
    @Test
    void aChainOfTasksThatRunAfterEachOtherGoesThroughAtOnce() {
        try (RunningWorker worker = RunningWorker.start(database, List.of(gated), RARE_POLLS)) {
            awaitQuiet();
            sql("""
                    WITH made AS (
                        INSERT INTO scheduled_tasks (task_type, status, next_run_at)
                        SELECT 'gated', 'active', now() FROM generate_series(1, 100)
                        RETURNING id)
                    INSERT INTO scheduled_task_dependencies (task_id, upstream_id)
                    SELECT m.id, m.id - 1 FROM made m WHERE m.id > (SELECT min(id) FROM made)
                    """);
            await().atMost(Duration.ofSeconds(20)).until(() -> gated.starts() == 100);
        }
        assertThat(database.jdbc()
                        .sql("SELECT count(*) FROM scheduled_task_logs l JOIN scheduled_task_logs u"
                                + " ON u.scheduled_task_id = l.scheduled_task_id - 1 AND u.finished_at <= l.started_at")
                        .query(Long.class)
                        .single())
                .as("each started after the end of the one before")
                .isEqualTo(99);
    }

    @Test
    void aNotificationThatIsMissedLosesNothing() {
        sql("ALTER TABLE scheduled_tasks DISABLE TRIGGER USER");
        try (RunningWorker worker = RunningWorker.start(database, List.of(gated))) {
            insert();
            await().until(() -> gated.starts() == 1);
        }
    }

    @Test
    void withoutListeningATaskStartsWithinThePollInterval() {
        try (RunningWorker worker = RunningWorker.start(
                database, List.of(gated), "--jobrunner.worker.listen=false", "--jobrunner.worker.poll-interval=3s")) {
            awaitQuiet();
            insert();
            await().atMost(Duration.ofSeconds(4)).until(() -> gated.starts() == 1);
        }
    }

    /** It has looked in vain so often that its next look is more than two seconds away. */
    private void awaitQuiet() {
        await().until(() -> database.jdbc()
                .sql("SELECT coalesce(now() - max(query_start) > interval '2 s', false) FROM pg_stat_activity"
                        + " WHERE query LIKE '%jobrunner.claim_types%' AND pid <> pg_backend_pid()")
                .query(Boolean.class)
                .single());
    }

    private void insert() {
        sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('gated', now())");
    }

    private void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
