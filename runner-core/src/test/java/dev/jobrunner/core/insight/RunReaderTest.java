package dev.jobrunner.core.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.Face;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.task.RunCancel;
import dev.jobrunner.core.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunReaderTest {

    private static TestDatabase database;
    private static RunReader reader;
    private static RunOutputReader outputs;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        reader = new RunReader(
                database.dataSource(),
                new LockTimeouts(Duration.ofMinutes(30), Map.of("QUICK", Duration.ofMinutes(2))));
        outputs = new RunOutputReader(database.dataSource());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void aTaskThatFailedTwiceForItsSlotAndRunsAgain() {
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_live_output");
        sql("""
                INSERT INTO scheduled_tasks (id, name, task_type, status, payload, slot_payload, next_run_at, scheduled_for,
                                             locked_at, locked_by, lock_token, run_id, attempt, last_status)
                OVERRIDING SYSTEM VALUE
                VALUES (7, 'seven', 'quick', 'active', '{"n": 1}', '{"n": 2, "api_key": "s3cret"}', '2026-11-24T10:00Z',
                        '2026-11-24T10:00Z', '2026-11-24T10:12:02Z', 'w1', gen_random_uuid(), 13, 3, 'running')
                """);
        sql("""
                INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, task_name, status, error_message, executed_at,
                                                 started_at, finished_at, locked_by, scheduled_for, attempt, output, payload,
                                                 missed_slots)
                VALUES (10, 7, 'quick', 'seven', 'completed', NULL, '2026-11-24T09:00:01Z', '2026-11-24T09:00:01Z',
                        '2026-11-24T09:00:05Z', 'w1', '2026-11-24T09:00Z', 1, NULL, NULL, 0),
                       (11, 7, 'quick', 'seven', 'failed', repeat('long ', 1000), '2026-11-24T10:00:02Z', '2026-11-24T10:00:03Z',
                        '2026-11-24T10:00:33.5Z', 'w1', '2026-11-24T10:00Z', 1, 'größer', '{"password": "x"}', 3),
                       (12, 7, 'quick', 'seven', 'failed', 'again', '2026-11-24T10:02:02Z', '2026-11-24T10:02:02Z',
                        '2026-11-24T10:02:03Z', 'w2', '2026-11-24T10:00Z', 2, NULL, NULL, 0)
                """);
    }

    @Test
    void anEndedRunHasItsTimesItsAttemptsAndItsWholeError() {
        RunDetails run = reader.find(11).orElseThrow();

        assertThat(run.waited()).isEqualTo(Duration.ofSeconds(2));
        assertThat(run.prepared()).isEqualTo(Duration.ofSeconds(1));
        assertThat(run.took()).isEqualTo(Duration.ofMillis(30_500));
        assertThat(run.run().errorMessage()).hasSize(5000);
        assertThat(run.run().missedSlots()).isEqualTo(3);
        assertThat(run.payload()).isEqualTo("{\"password\":\"•••\"}");
        assertThat(run.outputBytes()).isEqualTo(8);
        assertThat(run.lockTimeoutAt()).isNull();
        assertThat(run.attempts().stream().map(RunRow::id)).containsExactly(11L, 12L, 13L);
    }

    @Test
    void aLiveRunHasItsPayloadItsTimeoutAndWhatItHasPrinted() {
        sql(
                "INSERT INTO scheduled_task_live_output (run_id, task_id, first_byte, output) VALUES (13, 7, 100, 'halfway')");

        RunDetails run = reader.find(13).orElseThrow();

        assertThat(run.run().status()).isEqualTo("running");
        assertThat(run.payload()).contains("\"n\":2").contains("•••").doesNotContain("s3cret");
        assertThat(run.lockTimeoutAt()).isEqualTo(Instant.parse("2026-11-24T10:14:02Z"));
        assertThat(run.outputBytes()).isEqualTo(107);
        assertThat(run.took()).isNull();
        assertThat(run.attempts()).hasSize(3);
    }

    @Test
    void aRunOfAnOldSystemHasNothingButItsOutcome() {
        sql("INSERT INTO scheduled_task_logs (id, scheduled_task_id, status, executed_at, finished_at)"
                + " VALUES (1, 7, 'success', '2020-01-01Z', '2020-01-01Z')");

        RunDetails run = reader.find(1).orElseThrow();

        assertThat(run.waited()).isNull();
        assertThat(run.payload()).isEqualTo("{}");
        assertThat(run.attempts()).hasSize(1);
    }

    @Test
    void outputIsReadWhileTheRunIsLiveAndFromTheLedgerAfterwards() {
        sql(
                "INSERT INTO scheduled_task_live_output (run_id, task_id, first_byte, output) VALUES (13, 7, 100, 'halfway')");

        assertThat(outputs.read(13).orElseThrow().live()).isTrue();
        assertThat(outputs.read(13).orElseThrow().total()).isEqualTo(107);
        assertThat(outputs.read(11).orElseThrow().text()).isEqualTo("größer");
        assertThat(outputs.read(11).orElseThrow().live()).isFalse();
        assertThat(outputs.read(12).orElseThrow().total()).isZero();
        assertThat(outputs.read(99)).isEmpty();
        assertThat(reader.find(99)).isEmpty();
    }

    @Test
    void cancellingEndsThatRunAndNoLaterOne() {
        RunCancel cancel = new RunCancel(database.dataSource());
        Actor actor = new Actor("ann", Face.API);

        assertThat(cancel.cancel(12, actor)).as("an ended run").isFalse();
        assertThat(cancel.cancel(13, actor)).isTrue();
        assertThat(cancel.cancel(13, actor)).as("asked for already").isFalse();

        assertThat(reader.find(13).orElseThrow().cancelRequestedAt()).isNotNull();
        assertThat(database.jdbc()
                        .sql(
                                "SELECT actor || ' ' || action || ' ' || subject_name || ' ' || (after ->> 'run_id') FROM scheduled_task_audit")
                        .query(String.class)
                        .list())
                .containsExactly("ann cancel seven 13");
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
