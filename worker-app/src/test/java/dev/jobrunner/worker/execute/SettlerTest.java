package dev.jobrunner.worker.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.queue.ClaimOrder;
import dev.jobrunner.core.queue.ClaimRequest;
import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.JdbcTaskQueue;
import dev.jobrunner.core.queue.RetryPolicy;
import dev.jobrunner.core.queue.RunOutcome;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ledgers that refuse entries, as one with a rule of its own might. */
class SettlerTest {

    private final ExecutorService runs = Executors.newCachedThreadPool();
    private TestDatabase database;
    private Settler settler;
    private ClaimedTask task;

    @BeforeEach
    void claim() {
        database = TestDatabase.migrated();
        JdbcTaskQueue queue = new JdbcTaskQueue(
                database.dataSource(),
                new RetryPolicy(5, List.of(Duration.ofMinutes(1))),
                new ClaimOrder(Duration.ofMinutes(1)),
                new LedgerText(new Redactor(List.of())));
        settler = new Settler(queue);
        database.jdbc()
                .sql(
                        "INSERT INTO scheduled_tasks (task_type, payload, next_run_at) VALUES ('a', '{\"own\": 1}', now())")
                .update();
        task = queue.claim(new ClaimRequest("worker-1", Set.of("A"), 1)).tasks().get(0);
    }

    @AfterEach
    void end() {
        settler.giveUp();
        runs.shutdownNow();
        database.close();
    }

    @Test
    void aResultThatIsRefusedIsReplacedByTheReason() {
        rule("CHECK (output IS NULL)");

        assertThat(settler.settle(task, new RunOutcome.Completed("much"))).isEqualTo(Entry.ENTERED);

        assertThat(entry()).containsEntry("status", "failed");
        assertThat(String.valueOf(entry().get("error_message")))
                .startsWith("the result of the run could not be stored: ")
                .contains("rule");
    }

    @Test
    void whereTheReasonIsRefusedAsWellTheBareWordIsEntered() {
        rule("CHECK (length(error_message) < 60)");

        assertThat(settler.settle(task, new RunOutcome.Failed("x".repeat(100), "")))
                .isEqualTo(Entry.ENTERED);

        assertThat(entry())
                .containsEntry("status", "failed")
                .containsEntry("error_message", "the result of the run could not be stored");
        assertThat(task().get("locked_at")).isNull();
        assertThat(task()).as("backs off as after any failure").containsEntry("fail_count", 1);
    }

    @Test
    void aPayloadThatIsRefusedIsLeftToTheRow() {
        assertThat(settler.settle(withPayload("{"), new RunOutcome.Completed("")))
                .isEqualTo(Entry.ENTERED);

        assertThat(entry()).containsEntry("status", "failed");
        assertThat(entry().get("payload")).hasToString("{\"own\": 1}");
    }

    @Test
    void aLedgerThatTakesNothingKeepsTheRunWaitingUntilItIsMended() throws Exception {
        database.jdbc().sql("CREATE SEQUENCE tries").update();
        database.jdbc()
                .sql("CREATE FUNCTION counted() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM nextval(''tries''); RETURN NEW; END'")
                .update();
        database.jdbc()
                .sql("CREATE TRIGGER counted BEFORE INSERT ON scheduled_task_logs"
                        + " FOR EACH ROW EXECUTE FUNCTION counted()")
                .update();
        rule("CHECK (false) NOT VALID");

        Future<Entry> entered = runs.submit(() -> settler.settle(task, new RunOutcome.Completed("")));
        await().until(() -> number("SELECT last_value FROM tries") > 3);
        assertThat(task().get("locked_at"))
                .as("nobody else may run it meanwhile")
                .isNotNull();
        database.jdbc()
                .sql("ALTER TABLE scheduled_task_logs DROP CONSTRAINT rule")
                .update();

        assertThat(entered.get(30, TimeUnit.SECONDS)).isEqualTo(Entry.ENTERED);
        assertThat(entry()).containsEntry("status", "failed");
    }

    private void rule(String rule) {
        database.jdbc()
                .sql("ALTER TABLE scheduled_task_logs ADD CONSTRAINT rule " + rule)
                .update();
    }

    private Map<String, Object> entry() {
        return database.jdbc().sql("SELECT * FROM scheduled_task_logs").query().singleRow();
    }

    private Map<String, Object> task() {
        return database.jdbc().sql("SELECT * FROM scheduled_tasks").query().singleRow();
    }

    private long number(String query) {
        return database.jdbc().sql(query).query(Long.class).single();
    }

    private ClaimedTask withPayload(String payload) {
        return new ClaimedTask(
                task.taskId(),
                task.name(),
                task.taskType(),
                task.runId(),
                task.token(),
                task.attempt(),
                task.scheduledFor(),
                task.lockedAt(),
                payload,
                task.pattern(),
                task.timeZone(),
                task.limit(),
                task.rules());
    }
}
