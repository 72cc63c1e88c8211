package dev.jobrunner.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobrunner.core.sql.Instants;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which task starts first. Times are set, and lie in the past: nothing here waits. */
class ClaimOrderTest {

    private static final ClaimOrder MINUTE = new ClaimOrder(Duration.ofMinutes(1));
    private static final Set<String> TYPES = Set.of("A", "B", "C", "LOW", "URGENT");

    private static TestDatabase database;
    private static Instant moment;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        moment = database.jdbc()
                .sql("SELECT date_trunc('second', now()) AS moment")
                .query((row, number) -> Instants.required(row, "moment"))
                .single();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.jdbc()
                .sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_workers")
                .update();
    }

    @ParameterizedTest
    @CsvSource({
        "60,   299, urgent", // 5 × 60 s are not over
        "60,   301, low",
        "60,   300, low", // as many points: the older one
        "0.5,  2,   urgent",
        "0.5,  3,   low",
        "86400, 3000, urgent",
        "0,    3000, urgent",
    })
    void aWaitOutweighsAPriority(double ageing, int waited, String first) {
        insert("low", "low", waited, 0, 1);
        insert("urgent", "urgent", 0, 5, 1);
        JdbcTaskQueue queue = queue(new ClaimOrder(Duration.ofMillis(Math.round(ageing * 1000))));

        assertThat(names(queue, 1)).as("types are locked in this order").containsExactly(first);
    }

    @Test
    void tasksOfOneTypeStartInTheSameOrderAsThoseOfSeveral() {
        insert("fourth", "a", 0, 0, 4);
        insert("second", "a", 121, 1, 4);
        insert("third", "b", 100, 1, 4);
        insert("first", "a", 200, 0, 4);
        insert("fifth", "a", 50, -1, 4);

        assertThat(names(queue(MINUTE), 2)).containsExactly("first", "second");
        assertThat(names(queue(MINUTE), 3)).containsExactly("third", "fourth", "fifth");
    }

    @Test
    void aRetryRanksByTheTimeAtWhichItBecameDueAgain() {
        insert("retry", "a", 5, 0, 9);
        database.jdbc()
                .sql("UPDATE scheduled_tasks SET attempt = 1, scheduled_for = now() - interval '1 day'")
                .update();
        insert("older", "a", 10, 0, 9);

        assertThat(names(queue(MINUTE), 2)).containsExactly("older", "retry");
    }

    @Test
    void noPriorityOverflowsAnything() {
        insert("last", "a", 3_000, Integer.MIN_VALUE, 9);
        insert("middle", "a", 0, 0, 9);
        insert("first", "a", 0, Integer.MAX_VALUE, 9);

        for (ClaimOrder order : List.of(new ClaimOrder(Duration.ofDays(1)), MINUTE, ClaimOrder.STRICT)) {
            assertThat(names(queue(order), 3)).containsExactly("first", "middle", "last");
            database.jdbc()
                    .sql("UPDATE scheduled_tasks SET locked_at = NULL, locked_by = NULL")
                    .update();
        }
    }

    /** Whatever the types, limits and priorities: the claim's order is that of the rank, computed here in whole numbers. */
    @Test
    void randomTasksStartInOrderOfTheirRank() {
        Random random = new Random(20_261_124);
        record Row(int waited, int priority, String name) {}
        for (int round = 0; round < 20; round++) {
            empty();
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Row row = new Row(random.nextInt(600), random.nextInt(21) - 10, String.valueOf(i));
                rows.add(row);
                insert(
                        row.name(),
                        List.of("a", "b", "c").get(random.nextInt(3)),
                        row.waited(),
                        row.priority(),
                        100 + random.nextInt(3));
            }
            rows.sort(Comparator.comparingInt((Row row) -> -row.waited() - 60 * row.priority())
                    .thenComparing(Comparator.comparingInt(Row::waited).reversed())
                    .thenComparingInt(row -> Integer.parseInt(row.name())));
            List<String> started = new ArrayList<>();
            JdbcTaskQueue queue = queue(MINUTE);
            while (started.size() < rows.size()) {
                started.addAll(names(queue, 1 + random.nextInt(8)));
            }

            assertThat(started).isEqualTo(rows.stream().map(Row::name).toList());
        }
    }

    /**
     * Each 10 s bring three urgent tasks and end two runs: the slots are never free, and more and more waits. The low one starts when all
     * that became due within 3 × 60 s after it has started, and nothing else: 18 × 3 tasks, two each 10 s.
     */
    @ParameterizedTest
    @CsvSource({"low, 10000", "low, 1", "urgent, 2"})
    void aSteadyStreamOfUrgentTasksHoldsUpALowOneNoLongerThanItsBound(String type, int limit) {
        insert("low", type, 3_600, 0, limit);

        List<ClaimedTask> started = startedOfAStream(queue(MINUTE), 60, Math.max(limit, 2));

        List<ClaimedTask> before =
                started.stream().takeWhile(task -> !name(task).equals("low")).toList();
        assertThat(before)
                .hasSize(54)
                .allSatisfy(urgent -> assertThat(urgent.scheduledFor()).isBefore(moment.minusSeconds(3_600 - 180)));
        assertThat(started).hasSize(120).extracting(ClaimedTask::name).contains("low");
    }

    @Test
    void withoutAgeingTheSameStreamStarvesIt() {
        insert("low", "low", 3_600, 0, 1);

        assertThat(startedOfAStream(queue(ClaimOrder.STRICT), 200, 10_000))
                .hasSize(400)
                .extracting(ClaimedTask::name)
                .doesNotContain("low");
    }

    @Test
    void anAgeingIsNotNegative() {
        assertThatThrownBy(() -> new ClaimOrder(Duration.ofMillis(-1))).hasMessageContaining("PT-0.001S");
    }

    /** What starts, in that order, while an hour ago three urgent tasks came and two slots became free each 10 s. */
    private static List<ClaimedTask> startedOfAStream(JdbcTaskQueue queue, int steps, int limit) {
        List<ClaimedTask> started = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i < 3; i++) {
                insert(step + "." + i, "urgent", 3_600 - step * 10, 3, limit);
            }
            List<ClaimedTask> claimed =
                    queue.claim(new ClaimRequest("worker-1", TYPES, 2)).tasks();
            assertThat(claimed).as("the slots are full").hasSize(2);
            claimed.forEach(task -> queue.settle(task, new RunOutcome.Completed("")));
            started.addAll(claimed);
        }
        return started;
    }

    private static JdbcTaskQueue queue(ClaimOrder order) {
        return new JdbcTaskQueue(
                database.dataSource(),
                new RetryPolicy(5, List.of(Duration.ofMinutes(1))),
                order,
                new LedgerText(new Redactor(List.of())));
    }

    private static List<String> names(JdbcTaskQueue queue, int slots) {
        return queue.claim(new ClaimRequest("worker-1", TYPES, slots)).tasks().stream()
                .map(ClaimOrderTest::name)
                .toList();
    }

    private static String name(ClaimedTask task) {
        return Objects.requireNonNull(task.name());
    }

    /** @param waited seconds, counted from one moment, so that times do not differ by how long the test takes */
    private static void insert(String name, String type, int waited, int priority, int limit) {
        database.jdbc()
                .sql("""
                        INSERT INTO scheduled_tasks (name, task_type, next_run_at, priority, max_concurrent_runs)
                        VALUES (:name, :type, CAST(:due AS timestamptz), :priority, :limit)
                        """)
                .param("name", name)
                .param("type", type)
                .param("due", moment.minusSeconds(waited).toString())
                .param("priority", priority)
                .param("limit", limit)
                .update();
    }
}
