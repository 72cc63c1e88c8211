package dev.jobrunner.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.fleet.HeldLock;
import dev.jobrunner.core.fleet.WorkerIdentity;
import dev.jobrunner.core.fleet.WorkerRegistry;
import dev.jobrunner.core.fleet.WorkerReport;
import dev.jobrunner.core.fleet.WorkerState;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Every pair of what may happen to a running task, each a statement in a transaction of its own: the first has done its
 * part and is not committed yet when the second begins, and then is committed or rolled back; or it is committed, and
 * another worker has claimed the task anew. The second waits where it has to, which is seen in the database, and not
 * by time.
 */
class InterleavingTest {

    private static final String RUNNER = "worker-a-1-x";
    private static final RetryPolicy RETRY = new RetryPolicy(5, List.of(Duration.ZERO));
    private static final LockTimeouts EXPIRED = new LockTimeouts(Duration.ofMinutes(1), Map.of());

    private static TestDatabase database;
    private static ExecutorService second;

    private ClaimedTask run;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        second = Executors.newSingleThreadExecutor();
    }

    @AfterAll
    static void stop() {
        second.shutdown();
        database.close();
    }

    private static ClaimedTask claimed() {
        database.jdbc()
                .sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_workers")
                .update();
        database.jdbc()
                .sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now() - interval '1 day')")
                .update();
        ClaimedTask task = queue(database.dataSource())
                .claim(new ClaimRequest(RUNNER, Set.of("A"), 1))
                .tasks()
                .get(0);
        beat(database.dataSource(), task);
        return task;
    }

    /** Old enough for its lock to have expired, of a worker that has been seen once. */
    @BeforeEach
    void claim() {
        run = claimed();
        database.jdbc()
                .sql("UPDATE scheduled_tasks SET locked_at = now() - interval '1 hour'")
                .update();
    }

    /** What becomes of the earlier of two. */
    enum Then {
        COMMITTED,
        ROLLED_BACK,
        TAKEN_OVER
    }

    @ParameterizedTest(name = "{0} while {1} is not yet {2}")
    @MethodSource("pairs")
    void endsInAStateThatIsAllowed(Move later, Move earlier, Then then) throws Exception {
        int ends = 0;
        try (Connection one = database.dataSource().getConnection();
                Connection two = database.dataSource().getConnection()) {
            one.setAutoCommit(false);
            two.setAutoCommit(false);
            int pid = JdbcClient.create(only(two))
                    .sql("SELECT pg_backend_pid()")
                    .query(Integer.class)
                    .single();
            int before = earlier.make(only(one), run);
            List<ClaimedTask> taken = then == Then.TAKEN_OVER ? commitAndClaim(one) : List.of();
            Future<Integer> after = second.submit(() -> later.make(only(two), run));
            awaitDoneOrWaiting(after, pid);
            if (then == Then.ROLLED_BACK) {
                one.rollback();
            } else {
                one.commit();
                ends += before;
            }
            ends += after.get();
            two.commit();
            assertStillHeld(taken, later);
        }

        assertRunEndedThatOften(ends);
        assertRowIsWhole();
        assertWorkCanGoOn();
    }

    static Stream<Arguments> pairs() {
        List<Arguments> all = new ArrayList<>();
        for (Move later : Move.values()) {
            for (Move earlier : Move.values()) {
                for (Then then : Then.values()) {
                    all.add(Arguments.of(later, earlier, then));
                }
            }
        }
        return all.stream();
    }

    /** Whatever holds the task back or keeps it from being due is out of the way first. */
    private static List<ClaimedTask> commitAndClaim(Connection connection) throws SQLException {
        Move.sql(
                only(connection),
                "UPDATE scheduled_tasks SET status = 'active', next_run_at = now(), hold_until = NULL WHERE locked_at IS NULL");
        connection.commit();
        List<ClaimedTask> taken = queue(only(connection))
                .claim(new ClaimRequest("worker-b", Set.of("A"), 1))
                .tasks();
        connection.commit();
        return taken;
    }

    /** Nothing that is meant for the run before touches the one that another worker has begun. */
    private static void assertStillHeld(List<ClaimedTask> taken, Move later) {
        if (later != Move.REAP_DEAD) { // which takes all locks, to this test
            taken.forEach(each -> assertThat(database.jdbc()
                            .sql("SELECT count(*) FROM scheduled_tasks WHERE lock_token = :token")
                            .param("token", each.token())
                            .query(Integer.class)
                            .single())
                    .as("held by worker-b")
                    .isEqualTo(1));
        }
    }

    /** Who says that it ended the run has entered it, and nobody has entered it twice. */
    private void assertRunEndedThatOften(int ends) {
        assertThat(ends).as("ends of the run").isLessThanOrEqualTo(1);
        assertThat(database.jdbc()
                        .sql("SELECT count(*) FROM scheduled_task_logs WHERE id = :run")
                        .param("run", run.runId())
                        .query(Integer.class)
                        .single())
                .as("entries of the run")
                .isEqualTo(ends);
        boolean held = database.jdbc()
                .sql("SELECT count(*) > 0 FROM scheduled_tasks WHERE lock_token = :token")
                .param("token", run.token())
                .query(Boolean.class)
                .single();
        assertThat(held).as("still held under its token").isEqualTo(ends == 0);
    }

    private static void assertRowIsWhole() {
        assertThat(database.jdbc()
                        .sql(
                                "SELECT count(*) FROM scheduled_tasks WHERE num_nonnulls(locked_at, locked_by, lock_token, run_id)"
                                        + " NOT IN (0, 4)")
                        .query(Integer.class)
                        .single())
                .as("half locked")
                .isZero();
    }

    /** Whatever happened, the task is free in the end and can be run, unless it is deleted or done. */
    private static void assertWorkCanGoOn() {
        JdbcClient jdbc = database.jdbc();
        jdbc.sql("UPDATE scheduled_tasks SET locked_at = NULL, locked_by = NULL WHERE locked_at IS NOT NULL")
                .update();
        jdbc.sql("UPDATE scheduled_tasks SET status = 'active', next_run_at = now(), hold_until = NULL")
                .update();
        int tasks = jdbc.sql("SELECT count(*) FROM scheduled_tasks")
                .query(Integer.class)
                .single();
        JdbcTaskQueue queue = queue(database.dataSource());
        List<ClaimedTask> again =
                queue.claim(new ClaimRequest("worker-c", Set.of("A"), 5)).tasks();
        assertThat(again).hasSize(tasks);
        again.forEach(each ->
                assertThat(queue.settle(each, new RunOutcome.Completed(""))).isPresent());
    }

    private static void awaitDoneOrWaiting(Future<Integer> move, int pid) {
        await().pollInterval(Duration.ofMillis(2)).until(() -> move.isDone() || isWaiting(pid));
    }

    private static boolean isWaiting(int pid) {
        return database.jdbc()
                .sql("SELECT count(*) > 0 FROM pg_stat_activity WHERE pid = :pid AND wait_event_type = 'Lock'")
                .param("pid", pid)
                .query(Boolean.class)
                .single();
    }

    private static DataSource only(Connection connection) {
        return new SingleConnectionDataSource(connection, true);
    }

    private static JdbcTaskQueue queue(DataSource source) {
        return new JdbcTaskQueue(
                source, RETRY, new ClaimOrder(Duration.ofMinutes(1)), new LedgerText(new Redactor(List.of())));
    }

    private static void beat(DataSource source, ClaimedTask task) {
        new WorkerRegistry(source)
                .beat(new WorkerReport(
                        new WorkerIdentity(RUNNER, "a", 1, "1"),
                        WorkerState.RUNNING,
                        1,
                        Set.of("A"),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(7),
                        Duration.ZERO,
                        List.of(new HeldLock(task.taskId(), task.token()))));
    }

    /** What may happen to a running task. Answers with 1 if it ended the run. */
    enum Move {
        CLAIM {
            @Override
            int make(DataSource source, ClaimedTask task) {
                queue(source).claim(new ClaimRequest("worker-b", Set.of("A"), 1));
                return 0;
            }
        },
        RENEW {
            @Override
            int make(DataSource source, ClaimedTask task) {
                beat(source, task);
                return 0;
            }
        },
        SETTLE_COMPLETED {
            @Override
            int make(DataSource source, ClaimedTask task) {
                return settle(source, task, new RunOutcome.Completed(""));
            }
        },
        SETTLE_FAILED {
            @Override
            int make(DataSource source, ClaimedTask task) {
                return settle(source, task, new RunOutcome.Failed("no", ""));
            }
        },
        HAND_BACK {
            @Override
            int make(DataSource source, ClaimedTask task) {
                return settle(source, task, new RunOutcome.HandedBack("shutdown", ""));
            }
        },
        SWEEP_CLAIMS {
            @Override
            int make(DataSource source, ClaimedTask task) {
                return ended(queue(source).handBackUnknown(RUNNER, List.of()), task);
            }
        },
        REAP_DEAD {
            @Override
            int make(DataSource source, ClaimedTask task) {
                return ended(new LockReaper(source, RETRY).releaseDeadWorkers(Duration.ZERO, Instant.EPOCH), task);
            }
        },
        REAP_EXPIRED {
            @Override
            int make(DataSource source, ClaimedTask task) {
                return ended(new LockReaper(source, RETRY).releaseExpiredLocks(EXPIRED, Duration.ofHours(1)), task);
            }
        },
        CANCEL {
            @Override
            int make(DataSource source, ClaimedTask task) {
                sql(source, "UPDATE scheduled_tasks SET cancel_requested_at = now() WHERE lock_token IS NOT NULL");
                return 0;
            }
        },
        UNLOCK {
            @Override
            int make(DataSource source, ClaimedTask task) {
                return sql(
                        source,
                        "UPDATE scheduled_tasks SET locked_at = NULL, locked_by = NULL WHERE lock_token = '"
                                + task.token() + "'");
            }
        },
        PAUSE {
            @Override
            int make(DataSource source, ClaimedTask task) {
                sql(source, "UPDATE scheduled_tasks SET status = 'paused' WHERE status = 'active'");
                return 0;
            }
        },
        FORCE {
            @Override
            int make(DataSource source, ClaimedTask task) {
                sql(source, "UPDATE scheduled_tasks SET next_run_at = now() - interval '1 minute'");
                return 0;
            }
        },
        DELETE {
            @Override
            int make(DataSource source, ClaimedTask task) {
                return sql(source, "DELETE FROM scheduled_tasks WHERE lock_token = '" + task.token() + "'");
            }
        };

        abstract int make(DataSource source, ClaimedTask task);

        private static int settle(DataSource source, ClaimedTask task, RunOutcome outcome) {
            return queue(source).settle(task, outcome).isPresent() ? 1 : 0;
        }

        private static int ended(List<Settled> ends, ClaimedTask task) {
            return (int)
                    ends.stream().filter(each -> each.runId() == task.runId()).count();
        }

        private static int sql(DataSource source, String statement) {
            return JdbcClient.create(source).sql(statement).update();
        }
    }
}
