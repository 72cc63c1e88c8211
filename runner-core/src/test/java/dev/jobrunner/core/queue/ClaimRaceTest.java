package dev.jobrunner.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many claimers at once, judged by counters outside the database. */
class ClaimRaceTest {

    private static final Map<String, Integer> LIMITS = Map.of("one", 1, "two", 2, "three", 3);
    private static final Set<String> TYPES = Set.of("ONE", "TWO", "THREE");
    private static final int TASKS = 1_500;
    private static final int CLAIMERS = 12;

    private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    private final Map<Long, AtomicInteger> runsByTask = new ConcurrentHashMap<>();
    private TestDatabase database;
    private JdbcTaskQueue queue;

    @BeforeEach
    void migrate() {
        database = TestDatabase.migrated();
        queue = new JdbcTaskQueue(
                database.dataSource(),
                new RetryPolicy(5, List.of(Duration.ofMinutes(1))),
                new ClaimOrder(Duration.ofMinutes(1)),
                new LedgerText(new Redactor(List.of())));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void noLimitIsExceededAndEveryTaskRunsOnce() throws Exception {
        LIMITS.forEach((type, limit) -> insert(type, limit, TASKS / LIMITS.size()));
        ExecutorService claimers = Executors.newFixedThreadPool(CLAIMERS);
        List<Future<Integer>> ends = new ArrayList<>();
        for (int i = 0; i < CLAIMERS; i++) {
            ends.add(claimers.submit(claimer("worker-" + i)));
        }
        int settled = 0;
        for (Future<Integer> end : ends) {
            settled += end.get();
        }
        claimers.shutdown();

        assertThat(violations).isEmpty();
        assertThat(settled).isEqualTo(TASKS);
        assertThat(runsByTask)
                .hasSize(TASKS)
                .allSatisfy((task, runs) -> assertThat(runs).hasValue(1));
    }

    /** A planner that walks the rows one by one must not make a claim larger than asked for. */
    @Test
    void aClaimNeverBringsMoreThanItsSlotsWhateverThePlan() {
        insert("wide", 1_000, 200);
        List<String> plans = List.of("enable_hashjoin", "enable_mergejoin", "enable_indexscan", "enable_material");
        for (String plan : plans) {
            database.jdbc()
                    .sql("ALTER ROLE CURRENT_USER SET " + plan + " = off")
                    .update();
        }
        try (TestDatabase.Connections fresh = database.freshConnections()) {
            JdbcTaskQueue mutated = new JdbcTaskQueue(
                    fresh.dataSource(),
                    new RetryPolicy(5, List.of(Duration.ofMinutes(1))),
                    new ClaimOrder(Duration.ofMinutes(1)),
                    new LedgerText(new Redactor(List.of())));
            for (int slots = 1; slots <= 10; slots++) {
                assertThat(mutated.claim(new ClaimRequest("worker-1", Set.of("WIDE"), slots))
                                .tasks())
                        .hasSize(slots);
            }
        } finally {
            plans.forEach(plan ->
                    database.jdbc().sql("ALTER ROLE CURRENT_USER RESET " + plan).update());
        }
    }

    /** Counted in rows and index entries read, not in time: 100,000 due rows that cannot start cost as much as none. */
    @Test
    void aSaturatedTypeInFrontDoesNotSlowTheOthersDown() throws SQLException {
        insert("free", 1_000, 50);
        database.jdbc().sql("VACUUM ANALYZE scheduled_tasks").update();
        long without = readByOneClaim();
        insert("saturated", 1, 100_000);
        database.jdbc().sql("VACUUM ANALYZE scheduled_tasks").update();
        assertThat(queue.claim(new ClaimRequest("worker-1", Set.of("SATURATED"), 1))
                        .tasks())
                .hasSize(1);

        long with = readByOneClaim();

        assertThat(with).as("without the others it reads %d", without).isLessThan(without + 100);
    }

    /** How many rows and index entries of the table one claim of ten slots reads; the claim is undone. */
    private long readByOneClaim() throws SQLException {
        ClaimRequest request = new ClaimRequest("worker-1", Set.of("FREE", "SATURATED"), 10);
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            assertThat(new ClaimStatement(
                                    ClaimStatement.in(new ClaimOrder(Duration.ofMinutes(1))),
                                    request,
                                    new DatabaseTime())
                            .execute(connection)
                            .tasks())
                    .hasSize(10);
            try (Statement statement = connection.createStatement();
                    ResultSet read = statement.executeQuery("""
                            SELECT sum(pg_stat_get_xact_tuples_returned(c.oid))
                            FROM pg_class c
                            LEFT JOIN pg_index i ON i.indexrelid = c.oid
                            WHERE 'scheduled_tasks'::regclass IN (c.oid, i.indrelid)
                            """)) {
                read.next();
                return read.getLong(1);
            } finally {
                connection.rollback();
            }
        }
    }

    private Callable<Integer> claimer(String worker) {
        return () -> {
            int settled = 0;
            while (unfinished()) {
                List<ClaimedTask> claimed =
                        queue.claim(new ClaimRequest(worker, TYPES, 4)).tasks();
                claimed.forEach(this::started);
                for (ClaimedTask task : claimed) {
                    counter(task).decrementAndGet();
                    settled += queue.settle(task, new RunOutcome.Completed("")).isPresent() ? 1 : 0;
                }
            }
            return settled;
        };
    }

    /** From here on it counts as running, until just before it is settled. */
    private void started(ClaimedTask task) {
        int now = counter(task).incrementAndGet();
        if (now > LIMITS.getOrDefault(task.taskType(), 0)) {
            violations.add(task.taskType() + " ran " + now + " at once");
        }
        runsByTask.computeIfAbsent(task.taskId(), id -> new AtomicInteger()).incrementAndGet();
    }

    private AtomicInteger counter(ClaimedTask task) {
        return running.computeIfAbsent(task.taskType(), type -> new AtomicInteger());
    }

    private boolean unfinished() {
        return database.jdbc()
                .sql("SELECT EXISTS (SELECT 1 FROM scheduled_tasks WHERE status = 'active')")
                .query(Boolean.class)
                .single();
    }

    private void insert(String type, int limit, int count) {
        database.jdbc()
                .sql("INSERT INTO scheduled_tasks (task_type, next_run_at, max_concurrent_runs)"
                        + " SELECT :type, now(), :limit FROM generate_series(1, :count)")
                .param("type", type)
                .param("limit", limit)
                .param("count", count)
                .update();
    }
}
