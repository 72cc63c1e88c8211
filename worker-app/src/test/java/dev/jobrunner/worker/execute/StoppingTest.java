package dev.jobrunner.worker.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.queue.ClaimOrder;
import dev.jobrunner.core.queue.ClaimRequest;
import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.JdbcTaskQueue;
import dev.jobrunner.core.queue.RetryPolicy;
import dev.jobrunner.core.queue.RunOutcome;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import dev.jobrunner.worker.handler.HandlerRegistry;
import dev.jobrunner.worker.handler.RunContext;
import dev.jobrunner.worker.handler.TaskHandler;
import dev.jobrunner.worker.harness.CutDataSource;
import dev.jobrunner.worker.harness.GatedHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StoppingTest {

    private static final Duration EXIT_FENCED = Duration.ofMillis(50);
    private static final StopTimes TIMES = StopTimes.of(Duration.ofMillis(300), Duration.ofMillis(100));

    private final LinkedBlockingQueue<String> processEnds = new LinkedBlockingQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private TestDatabase database;
    private CutDataSource line;
    private JdbcTaskQueue queue;

    @BeforeEach
    void migrate() {
        database = TestDatabase.migrated();
        line = new CutDataSource(database.dataSource());
        queue = new JdbcTaskQueue(
                line,
                new RetryPolicy(5, List.of(Duration.ofMinutes(1))),
                new ClaimOrder(Duration.ofMinutes(1)),
                new LedgerText(new Redactor(List.of())));
    }

    @AfterEach
    void end() {
        release.countDown();
        database.close();
    }

    @Test
    void aHandlerThatIgnoresItsInterruptEndsTheProcessBeforeItsTaskCanRunElsewhere() throws InterruptedException {
        TaskPool pool = pool(new DeafHandler(release));
        ClaimedTask task = claim("deaf");
        pool.start(task);

        pool.stop(Set.of(task.token()), StopReason.TIMEOUT);

        assertThat(processEnds.poll(10, TimeUnit.SECONDS)).contains("deaf").contains("ignores its interrupt");
        assertThat(locked()).as("still held: nobody else may start it").isEqualTo(1);

        assertThat(pool.abandon()).as("only the end of the process stops it").isTrue();
        assertThat(status(task))
                .as("a timeout counts, so that it cannot end workers for ever")
                .isEqualTo("failed");
    }

    @Test
    void aRunThatEndsInTimeDoesNotEndTheProcess() {
        GatedHandler gated = new GatedHandler("gated");
        TaskPool pool = pool(gated);
        ClaimedTask task = claim("gated");
        pool.start(task);
        await().until(() -> gated.starts() == 1);

        pool.stop(Set.of(task.token()), StopReason.CANCELLED);

        await().until(() -> pool.free() == 2);
        assertThat(status(task)).isEqualTo("cancelled");
        assertThat(processEnds).isEmpty();
    }

    @Test
    void theEndOfARunIsEnteredAsSoonAsTheDatabaseIsBack() {
        GatedHandler gated = new GatedHandler("gated");
        TaskPool pool = pool(gated);
        ClaimedTask task = claim("gated");
        pool.start(task);
        await().until(() -> gated.starts() == 1);

        line.cut();
        gated.open();
        await().pollDelay(Duration.ofMillis(500)).until(() -> pool.free() == 1);
        line.mend();

        await().until(() -> pool.free() == 2);
        assertThat(status(task)).isEqualTo("completed");
    }

    @Test
    void aPoolThatIsClosedRefusesATaskAndItsHandBackLeavesItDue() throws InterruptedException {
        TaskPool pool = pool(new GatedHandler("gated"));
        ClaimedTask task = claim("gated");
        assertThat(pool.awaitIdle(Duration.ofSeconds(1))).isTrue();

        assertThat(pool.start(task)).isFalse();
        pool.handBack(List.of(task), "handed back: too late");

        assertThat(pool.free()).isEqualTo(2);
        assertThat(locked()).isZero();
        assertThat(status(task)).isEqualTo("lost");
    }

    @Test
    void aHandBackDoesNotWaitForTheDatabase(CapturedOutput output) {
        TaskPool pool = pool(new GatedHandler("gated"));
        List<ClaimedTask> tasks = List.of(claim("gated"), claim("other"));
        line.cut();

        pool.handBack(tasks, "handed back: too late");

        assertThat(line.refusals()).as("one try, none for the rest").isEqualTo(1);
        assertThat(output.getOut().lines().filter(each -> each.contains("is handed back a little later")))
                .hasSize(2);
    }

    @Test
    void anEndThatIsGivenUpIsNotCalledALostLock(CapturedOutput output) throws InterruptedException {
        GatedHandler gated = new GatedHandler("gated");
        TaskPool pool = pool(gated);
        pool.start(claim("gated"));
        await().until(() -> gated.starts() == 1);
        line.cut();
        gated.open();
        await().until(() -> line.refusals() > 0);

        assertThat(pool.abandon())
                .as("nothing is left that only the end of the process stops")
                .isFalse();

        await().until(() -> pool.free() == 2);
        assertThat(output.getOut())
                .contains("has ended, but its end is not in the ledger yet")
                .contains("its end (completed) could not be entered")
                .doesNotContain("its lock was gone")
                .doesNotContain("ignored its interrupt");
    }

    @Test
    void onceGivenUpAnAbsentDatabaseIsAskedNoMore() {
        Settler settler = new Settler(queue);
        ClaimedTask first = claim("gated");
        ClaimedTask second = claim("other");
        line.cut();
        settler.giveUp();

        assertThat(settler.settle(first, new RunOutcome.Completed(""))).isEqualTo(Entry.GIVEN_UP);
        assertThat(settler.settle(second, new RunOutcome.Completed(""))).isEqualTo(Entry.GIVEN_UP);

        assertThat(line.refusals()).isEqualTo(1);
    }

    @Test
    void aRunWhoseLockWasGoneSaysSoAndReleasesTheHold(CapturedOutput output) {
        GatedHandler gated = new GatedHandler("gated");
        TaskPool pool = pool(gated);
        pool.start(claim("gated"));
        await().until(() -> gated.starts() == 1);
        database.jdbc()
                .sql("UPDATE scheduled_tasks SET locked_at = NULL, locked_by = NULL, lock_token = NULL,"
                        + " hold_until = now() + interval '1 hour', hold_run_id = run_id")
                .update();

        gated.open();

        await().until(() -> pool.free() == 2);
        assertThat(output.getOut()).contains("its lock was gone, nothing was changed");
        assertThat(database.jdbc()
                        .sql("SELECT count(*) FROM scheduled_tasks WHERE hold_until IS NOT NULL")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void anOutputThatTheDatabaseRefusesNeverKeepsTheLock() {
        TaskPool pool = pool(new TaskHandler() {
            @Override
            public String taskType() {
                return "hostile";
            }

            @Override
            public void handle(RunContext run) {
                throw new IllegalStateException("\u0000\ud800 password=hunter22 " + "x".repeat(10_000_000));
            }
        });
        ClaimedTask task = claim("hostile");

        pool.start(task);

        await().until(() -> pool.free() == 2);
        assertThat(status(task)).isEqualTo("failed");
        assertThat(database.jdbc()
                        .sql("SELECT error_message FROM scheduled_task_logs")
                        .query(String.class)
                        .single())
                .hasSizeLessThan(9_000)
                .contains("password=***")
                .doesNotContain("hunter22");
    }

    @Test
    void aRunThatIsBeingStoppedHasNoMoreTimeThanTheFenceAllows() throws InterruptedException {
        TaskPool pool = pool(new DeafHandler(release), StopTimes.of(Duration.ofHours(1), Duration.ofHours(1)));
        ClaimedTask task = claim("deaf");
        pool.start(task);
        pool.stop(Set.of(task.token()), StopReason.TIMEOUT);

        pool.stopAll(StopReason.DATABASE_AWAY);
        pool.stopAll(StopReason.DATABASE_AWAY);

        assertThat(processEnds.poll(10, TimeUnit.SECONDS)).contains("deaf").endsWith("within " + EXIT_FENCED);
        assertThat(processEnds).as("asked for once").isEmpty();
        pool.abandon();
        assertThat(status(task)).as("by what it was stopped for first").isEqualTo("failed");
    }

    private TaskPool pool(TaskHandler handler) {
        return pool(handler, TIMES);
    }

    private TaskPool pool(TaskHandler handler, StopTimes times) {
        LockTimeouts timeouts = new LockTimeouts(Duration.ofMinutes(5), Map.of());
        HandlerRegistry handlers = HandlerRegistry.of(List.of(handler), Map.of(), List.of());
        return new TaskPool(
                new TaskPool.PoolSettings(2, timeouts, times, times, StopTimes.of(Duration.ofMillis(100), EXIT_FENCED)),
                new TaskRunner(handlers, timeouts, 64 * 1024, new Redactor(List.of())),
                new Settler(queue),
                new RunLog(new SimpleMeterRegistry()),
                (reason, within) -> processEnds.add(reason + " within " + within));
    }

    private ClaimedTask claim(String type) {
        database.jdbc()
                .sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES (:type, now())")
                .param("type", type)
                .update();
        return queue.claim(new ClaimRequest("worker-1", Set.of(type.toUpperCase(java.util.Locale.ROOT)), 1))
                .tasks()
                .get(0);
    }

    private long locked() {
        return database.jdbc()
                .sql("SELECT count(*) FROM scheduled_tasks WHERE locked_at IS NOT NULL")
                .query(Long.class)
                .single();
    }

    private String status(ClaimedTask task) {
        return database.jdbc()
                .sql("SELECT status FROM scheduled_task_logs WHERE id = :id")
                .param("id", task.runId())
                .query(String.class)
                .single();
    }

    private record DeafHandler(CountDownLatch release) implements TaskHandler {
        @Override
        public String taskType() {
            return "deaf";
        }

        @Override
        public void handle(RunContext run) {
            boolean released = false;
            while (!released) {
                try {
                    release.await();
                    released = true;
                } catch (InterruptedException e) {
                    run.output().println("ignored an interrupt");
                }
            }
        }
    }
}
