package dev.jobrunner.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.Face;
import dev.jobrunner.core.fleet.Worker.Condition;
import dev.jobrunner.core.fleet.WorkerControl.Answer;
import dev.jobrunner.core.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetReaderTest {

    private static final Actor ACTOR = new Actor("mona", Face.API);

    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        sql("TRUNCATE scheduled_tasks, scheduled_task_workers, scheduled_task_schedulers");
    }

    @Test
    void eachWorkerSaysWhatItDoesAndWhetherThatCanBeBelieved() {
        worker("a", "running", "1 second", null);
        worker("b", "draining", "1 second", "1 minute");
        worker("c", "draining", "1 second", null);
        worker("d", "running", "11 seconds", "1 minute");
        worker("e", "stopped", "1 minute", "1 minute");
        worker("f", "running", "5 seconds", null);

        List<Worker> workers = fleet().workers(null, 100);

        assertThat(workers)
                .extracting(Worker::state)
                .containsExactly(
                        Condition.RUNNING,
                        Condition.DRAINING,
                        Condition.STOPPING,
                        Condition.STALE,
                        Condition.STOPPED,
                        Condition.RUNNING);
        assertThat(workers).extracting(Worker::live).containsExactly(true, true, true, false, false, true);
        assertThat(workers.get(5).late()).isTrue();
        assertThat(workers.get(0).late()).isFalse();
        assertThat(workers.get(0).heartbeatAgeSeconds()).isBetween(1.0, 60.0);
        assertThat(workers.get(0).taskTypes()).containsExactly("A", "B");
        assertThat(fleet().workers("b", 2)).extracting(Worker::id).containsExactly("c", "d");
    }

    @Test
    void aWorkerIsShownWithWhatItRunsLongestFirst() {
        worker("a", "running", "1 second", null);
        worker("b", "running", "1 second", null);
        sql("""
                INSERT INTO scheduled_tasks (id, name, task_type, locked_at, locked_by, lock_token, run_id, scheduled_for, attempt,
                                             cancel_requested_at)
                VALUES (1, NULL, 'x', now() - interval '1 minute', 'a', gen_random_uuid(), 11, now(), 1, now()),
                       (2, 'nightly', 'x', now() - interval '1 hour', 'a', gen_random_uuid(), 12, now(), 3, NULL)
                """);

        Worker worker = fleet().worker("a").orElseThrow();

        assertThat(worker.running()).isEqualTo(2);
        assertThat(worker.runs()).extracting(LiveRun::runId).containsExactly(12L, 11L);
        assertThat(worker.runs().get(0).taskName()).isEqualTo("nightly");
        assertThat(worker.runs().get(0).attempt()).isEqualTo(3);
        assertThat(worker.runs()).extracting(LiveRun::cancelling).containsExactly(false, true);
        assertThat(fleet().worker("b").orElseThrow().runs()).isEmpty();
        assertThat(fleet().worker("nobody\0")).isEmpty();
    }

    @Test
    void schedulersThatMissTheirTicksAreSilent() {
        sql("INSERT INTO scheduled_task_schedulers (id, host, version, tick_interval, last_tick_at)"
                + " VALUES ('s1', 'h', '1', '5 s', now()), ('s2', 'h', '1', '5 s', now() - interval '31 s')");

        assertThat(fleet().schedulers(null, 10)).extracting(Scheduler::silent).containsExactly(false, true);
        assertThat(fleet().schedulers("s1", 10)).extracting(Scheduler::id).containsExactly("s2");
    }

    @Test
    void aDrainAndAResumeAreEnteredInTheAuditWithTheirChange() {
        worker("a", "running", "1 second", null);

        assertThat(control().drain("a", ACTOR)).isEqualTo(Answer.DONE);
        assertThat(control().drain("a", ACTOR)).isEqualTo(Answer.NOTHING_TO_DO);
        assertThat(fleet().worker("a").orElseThrow().state()).isEqualTo(Condition.DRAINING);
        assertThat(control().resume("a", ACTOR)).isEqualTo(Answer.DONE);
        assertThat(control().resume("a", ACTOR)).isEqualTo(Answer.NOTHING_TO_DO);
        assertThat(fleet().worker("a").orElseThrow().state()).isEqualTo(Condition.RUNNING);

        List<Map<String, Object>> entries = database.jdbc()
                .sql(
                        "SELECT actor, face, action, subject_kind, subject_id, after->>'drain_requested_at' IS NULL AS resumed"
                                + " FROM scheduled_task_audit ORDER BY id")
                .query()
                .listOfRows();
        assertThat(entries).extracting(entry -> entry.get("action")).containsExactly("drain", "resume");
        assertThat(entries).extracting(entry -> entry.get("resumed")).containsExactly(false, true);
        assertThat(entries.get(0))
                .containsEntry("actor", "mona")
                .containsEntry("face", "api")
                .containsEntry("subject_kind", "worker")
                .containsEntry("subject_id", "a");
    }

    @Test
    void whoHasStoppedOrIsUnknownCannotBeDrained() {
        worker("a", "stopped", "1 second", null);

        assertThat(control().drain("a", ACTOR)).isEqualTo(Answer.STOPPED);
        assertThat(control().drain("b", ACTOR)).isEqualTo(Answer.UNKNOWN);
    }

    private static FleetReader fleet() {
        return new FleetReader(database.dataSource(), Duration.ofSeconds(10));
    }

    private static WorkerControl control() {
        return new WorkerControl(database.dataSource());
    }

    private static void worker(
            String id, String state, String silent, @org.jspecify.annotations.Nullable String drained) {
        database.jdbc()
                .sql("""
                        INSERT INTO scheduled_task_workers (id, host, pid, version, state, slots, task_types, heartbeat_interval,
                                                            stop_within, heartbeat_at, drain_requested_at)
                        VALUES (:id, 'h', 1, '1', :state, 2, '{A,B}', '2 s', '5 s', now() - CAST(:silent AS interval),
                                now() - CAST(:drained AS interval))
                        """)
                .param("id", id)
                .param("state", state)
                .param("silent", silent)
                .param("drained", drained, java.sql.Types.VARCHAR)
                .update();
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
