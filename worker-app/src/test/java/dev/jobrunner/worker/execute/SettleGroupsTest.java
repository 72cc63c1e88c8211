package dev.jobrunner.worker.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.queue.ClaimOrder;
import dev.jobrunner.core.queue.ClaimRequest;
import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.JdbcTaskQueue;
import dev.jobrunner.core.queue.RetryPolicy;
import dev.jobrunner.core.queue.RunEnd;
import dev.jobrunner.core.queue.RunOutcome;
import dev.jobrunner.core.queue.Settled;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import dev.jobrunner.worker.harness.CutDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;

/** A first end that waits for a row keeps the others together, until the test lets it go. */
class SettleGroupsTest {

    private final ExecutorService runs = Executors.newCachedThreadPool();
    private final AtomicInteger arrived = new AtomicInteger();
    private TestDatabase database;
    private CutDataSource line;
    private JdbcTaskQueue queue;
    private SettleGroups groups;
    private List<ClaimedTask> claimed;
    private Connection blocking;

    @BeforeEach
    void claim() throws SQLException {
        database = TestDatabase.migrated();
        line = new CutDataSource(database.dataSource());
        queue = new JdbcTaskQueue(
                line,
                new RetryPolicy(5, List.of(Duration.ofMinutes(1))),
                new ClaimOrder(Duration.ofMinutes(1)),
                new LedgerText(new Redactor(List.of())));
        groups = new SettleGroups(queue);
        database.jdbc()
                .sql("INSERT INTO scheduled_tasks (task_type, next_run_at, max_concurrent_runs)"
                        + " SELECT 'a', now(), 10 FROM generate_series(1, 4)")
                .update();
        claimed = queue.claim(new ClaimRequest("worker-1", Set.of("A"), 4)).tasks();
        blocking = database.dataSource().getConnection();
        blocking.setAutoCommit(false);
        try (Statement lock = blocking.createStatement()) {
            lock.execute(
                    "SELECT 1 FROM scheduled_tasks WHERE id = " + claimed.get(0).taskId() + " FOR UPDATE");
        }
    }

    @AfterEach
    void end() throws SQLException {
        blocking.close();
        runs.shutdownNow();
        database.close();
    }

    @Test
    void whatEndsMeanwhileGoesInOneStatementAndAStaleTokenInItsMiddleIsToldAlone() throws Exception {
        Future<Optional<Settled>> first = settle(claimed.get(0));
        await().until(() -> waitingForLocks() == 1);
        Future<Optional<Settled>> second = settle(claimed.get(1));
        Future<Optional<Settled>> stale = settle(withToken(claimed.get(2), UUID.randomUUID()));
        Future<Optional<Settled>> third = settle(claimed.get(3));
        await().until(() -> arrived.get() == 4 && parked() == 3);

        blocking.commit();

        assertThat(first.get()).isPresent();
        assertThat(second.get().orElseThrow().taskId()).isEqualTo(claimed.get(1).taskId());
        assertThat(stale.get()).as("changed nothing").isEmpty();
        assertThat(third.get().orElseThrow().taskId()).isEqualTo(claimed.get(3).taskId());
        assertThat(number("SELECT count(DISTINCT xmin::text) FROM scheduled_task_logs"))
                .as("one transaction for the first, and one for all others")
                .isEqualTo(2);
        assertThat(number("SELECT count(*) FROM scheduled_task_logs")).isEqualTo(3);
        assertThat(number("SELECT count(*) FROM scheduled_tasks WHERE locked_at IS NOT NULL"))
                .isEqualTo(1);
    }

    @Test
    void anEndThatTheDatabaseRefusesDoesNotLoseTheOthersOfItsGroup() throws Exception {
        Future<Optional<Settled>> first = settle(claimed.get(0));
        await().until(() -> waitingForLocks() == 1);
        Future<Optional<Settled>> second = settle(claimed.get(1));
        Future<Optional<Settled>> poison = settle(withPayload(claimed.get(2), "{"));
        Future<Optional<Settled>> third = settle(claimed.get(3));
        await().until(() -> arrived.get() == 4 && parked() == 3);

        blocking.commit();

        assertThat(first.get()).isPresent();
        assertThat(second.get()).isPresent();
        assertThat(third.get()).isPresent();
        assertThatThrownBy(poison::get).hasCauseInstanceOf(DataIntegrityViolationException.class);
        assertThat(number("SELECT count(*) FROM scheduled_task_logs")).isEqualTo(3);
    }

    @Test
    void aLostConnectionIsToldToEachOfTheGroup() throws Exception {
        Future<Optional<Settled>> first = settle(claimed.get(0));
        await().until(() -> waitingForLocks() == 1);
        Future<Optional<Settled>> second = settle(claimed.get(1));
        Future<Optional<Settled>> third = settle(claimed.get(2));
        await().until(() -> arrived.get() == 3 && parked() == 2);
        line.cut();

        blocking.commit();

        assertThat(first.get()).isPresent();
        assertThatThrownBy(second::get).hasCauseInstanceOf(DataAccessException.class);
        assertThatThrownBy(third::get).hasCauseInstanceOf(DataAccessException.class);
        assertThat(line.refusals()).as("one try for both").isEqualTo(1);
    }

    /** Whoever holds that row may want one that has been settled in the same statement: then neither could go on. */
    @Test
    void severalWaitForNoRowThatSomebodyIsChanging() throws SQLException {
        List<RunEnd> ends = claimed.stream()
                .map(task -> RunEnd.now(task, new RunOutcome.Completed("")))
                .toList();

        List<Optional<Settled>> settled = queue.settle(ends.subList(0, 3));

        assertThat(settled).extracting(Optional::isPresent).containsExactly(false, true, true);
        blocking.commit();
        assertThat(queue.settle(ends.subList(0, 1)).get(0)).isPresent();
    }

    private Future<Optional<Settled>> settle(ClaimedTask task) {
        return runs.submit(() -> {
            arrived.incrementAndGet();
            return groups.settle(task, new RunOutcome.Completed(""), System.nanoTime());
        });
    }

    private static long parked() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> each.getKey().getState() == Thread.State.WAITING)
                .filter(each -> List.of(each.getValue()).stream()
                        .anyMatch(frame -> frame.getClassName().equals(SettleGroups.class.getName())))
                .count();
    }

    private long waitingForLocks() {
        return number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
    }

    private long number(String query) {
        return database.jdbc().sql(query).query(Long.class).single();
    }

    private static ClaimedTask withToken(ClaimedTask task, UUID token) {
        return new ClaimedTask(
                task.taskId(),
                task.name(),
                task.taskType(),
                task.runId(),
                token,
                task.attempt(),
                task.scheduledFor(),
                task.lockedAt(),
                task.payload(),
                task.pattern(),
                task.timeZone(),
                task.limit(),
                task.rules());
    }

    private static ClaimedTask withPayload(ClaimedTask task, String payload) {
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
