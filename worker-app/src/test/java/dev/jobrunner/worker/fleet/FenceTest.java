package dev.jobrunner.worker.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.worker.harness.GatedHandler;
import dev.jobrunner.worker.harness.RunningWorker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FenceTest {

    /** The lock of the other transaction keeps each heartbeat waiting, as a database that answers no more would. */
    @Test
    void aWorkerThatCannotRenewStopsItsRunsBeforeItCountsAsDead() throws Exception {
        GatedHandler gated = new GatedHandler("gated");
        try (TestDatabase database = TestDatabase.migrated();
                RunningWorker worker =
                        RunningWorker.start(database, List.of(gated), "--jobrunner.worker.dead-after=3s")) {
            database.jdbc()
                    .sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('gated', now())")
                    .update();
            await().until(() -> gated.starts() == 1);

            try (var blocking = database.dataSource().getConnection()) {
                blocking.setAutoCommit(false);
                try (var statement = blocking.createStatement()) {
                    statement.execute("LOCK TABLE scheduled_task_workers IN ACCESS EXCLUSIVE MODE");
                }
                long since = System.nanoTime();
                await().atMost(Duration.ofSeconds(20)).until(() -> gated.interrupts() == 1);
                assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(3));
                assertThat(worker.bean(Heartbeat.class).fence().holds()).isFalse();
                blocking.rollback();
            }

            await().atMost(Duration.ofSeconds(20)).until(() -> gated.starts() == 2);
            assertThat(database.jdbc()
                            .sql("SELECT status FROM scheduled_task_logs")
                            .query(String.class)
                            .list())
                    .containsExactly("lost");
            gated.open();
        }
        assertThat(gated.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void whileItsBeatsAreRefusedAWorkerClaimsNothingAndWhatItStopsCostsNothing() {
        GatedHandler gated = new GatedHandler("gated");
        GatedHandler other = new GatedHandler("other");
        try (TestDatabase database = TestDatabase.migrated();
                RunningWorker worker =
                        RunningWorker.start(database, List.of(gated, other), "--jobrunner.worker.dead-after=6s")) {
            Heartbeat heartbeat = worker.bean(Heartbeat.class);
            insert(database, "gated");
            await().until(() -> gated.starts() == 1);

            refuseBeats(database);
            await().until(() -> !heartbeat.reaches());
            insert(database, "other");
            await().atMost(Duration.ofSeconds(20)).until(() -> gated.interrupts() == 1);
            await().until(() -> lossesOf(database, "gated").isEmpty());
            assertThat(other.starts()).isZero();

            database.jdbc().sql("DROP TRIGGER refuse ON scheduled_task_workers").update();
            await().until(() -> gated.starts() == 2 && other.starts() == 1);
            gated.open();
            other.open();
        }
    }

    /** At the intervals that a worker really has, and by the database's clock, as the scheduler counts. */
    @Test
    @SuppressWarnings("try") // a running worker is there to run; the test talks to the database
    void aCommandThatIgnoresSigtermIsGoneBeforeItsTaskMayBeTaken() {
        try (TestDatabase database = TestDatabase.migrated();
                RunningWorker worker = RunningWorker.start(
                        database,
                        List.of(),
                        "--jobrunner.worker.heartbeat-interval=1s",
                        "--jobrunner.worker.dead-after=10s",
                        "--jobrunner.handlers.JOB=sh -c 'trap \"\" TERM; echo at work; setsid sleep 300 & sleep 301 & wait'")) {
            insert(database, "job");
            await().until(() -> number(database, "SELECT count(*) FROM scheduled_task_live_output") == 1);

            refuseBeats(database);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> number(database, "SELECT count(*) FROM scheduled_task_logs") == 1);

            assertThat(number(
                            database,
                            "SELECT extract(epoch FROM l.finished_at - w.heartbeat_at) * 1000"
                                    + " FROM scheduled_task_logs l, scheduled_task_workers w"))
                    .as("milliseconds from the last heartbeat to the end of all its processes")
                    .isBetween(4_000L, 5_500L);
        }
    }

    private static void refuseBeats(TestDatabase database) {
        database.jdbc().sql("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$;
                CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON scheduled_task_workers
                FOR EACH ROW EXECUTE FUNCTION refuse()""").update();
    }

    private static long number(TestDatabase database, String query) {
        return database.jdbc().sql(query).query(Long.class).single();
    }

    private static void insert(TestDatabase database, String type) {
        database.jdbc()
                .sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES (:type, now())")
                .param("type", type)
                .update();
    }

    private static List<Integer> lossesOf(TestDatabase database, String type) {
        return database.jdbc()
                .sql(
                        "SELECT loss_count FROM scheduled_tasks WHERE task_type = :type AND (locked_at IS NOT NULL OR loss_count > 0)")
                .param("type", type)
                .query(Integer.class)
                .list();
    }
}
