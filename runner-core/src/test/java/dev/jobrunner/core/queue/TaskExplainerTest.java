package dev.jobrunner.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.queue.Gate.Name;
import dev.jobrunner.core.queue.Gate.Remedy;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.sql.Instants;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskExplainerTest {

    private static final Duration DEAD_AFTER = Duration.ofSeconds(10);

    private static TestDatabase database;
    private static JdbcTaskQueue queue;
    private static TaskExplainer explainer;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        queue = new JdbcTaskQueue(
                database.dataSource(),
                new RetryPolicy(5, List.of(Duration.ofMinutes(1))),
                new ClaimOrder(Duration.ofMinutes(1)),
                new LedgerText(new Redactor(List.of())));
        explainer = new TaskExplainer(
                database.dataSource(),
                new LockTimeouts(Duration.ofMinutes(30), Map.of()),
                DEAD_AFTER,
                new ClaimOrder(Duration.ofMinutes(1)));
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_workers");
    }

    /** The promise itself: over random tables, what is explained as claimable is what the next claim takes. */
    @Test
    void whatItSaysIsWhatTheClaimDoes() {
        Random random = new Random(20_261_124);
        int claimed = 0;
        for (int round = 0; round < 25; round++) {
            empty();
            for (int i = 0; i < 24; i++) {
                insertAnything(random);
            }
            Set<String> types = random.nextBoolean() ? Set.of("A", "B") : Set.of("B", "C");
            int slots = 1 + random.nextInt(6);
            worker("w", "running", slots, types);

            Set<Long> explained = new TreeSet<>();
            for (long id : ids()) {
                Explanation explanation = explainer.explain(id).orElseThrow();
                assertThat(explanation.holding().isEmpty())
                        .as("%s", explanation)
                        .isEqualTo(explanation.wouldBeClaimed());
                if (explanation.wouldBeClaimed()) {
                    explained.add(id);
                }
            }
            int free = slots - Math.toIntExact(count("locked_by = 'w'"));
            Set<Long> taken = free <= 0
                    ? Set.of()
                    : queue.claim(new ClaimRequest("w", types, free)).tasks().stream()
                            .map(ClaimedTask::taskId)
                            .collect(Collectors.toCollection(TreeSet::new));

            assertThat(explained).as("round %d", round).isEqualTo(taken);
            claimed += taken.size();
        }
        assertThat(claimed).as("the rounds were not all idle").isGreaterThan(25);
    }

    @Test
    void eachGateNamesWhatHoldsAndWhatMendsIt() {
        worker("w", "running", 2, Set.of("A"));

        assertThat(holding("'a', 'paused', now()")).isEqualTo("ACTIVE RESUME The task is paused. Resume it.");
        assertThat(holding("'a', 'disabled', now()")).startsWith("ACTIVE RESET The task was disabled after 0 failures");
        assertThat(holding("'a', 'completed', NULL")).startsWith("ACTIVE RUN The task was to run once and has.");
        assertThat(holding("'a', 'inactive', now()")).startsWith("ACTIVE ACTIVATE The task's status is 'inactive'");
        assertThat(holding("'a', 'active', now() + interval '1 hour'")).startsWith("DUE RUN It is not due before 20");
        assertThat(holding("'b', 'active', now()"))
                .startsWith("HANDLED ADD_HANDLER None of the 1 live workers has a handler for b. Set HANDLER_B");
    }

    @Test
    void aTaskBehindOthersSaysSoWhateverElseHoldsIt() {
        worker("w", "running", 2, Set.of("A"));
        sql("INSERT INTO scheduled_tasks (task_type, not_before, status) VALUES ('a', now(), 'paused')");
        sql("UPDATE scheduled_tasks SET status = 'active'");

        assertThat(first().name()).isEqualTo(Name.OTHERS_DONE);
        assertThat(first().sentence()).startsWith("All that it waited for have succeeded; a scheduler lets it go");
        assertThat(queue.claim(new ClaimRequest("w", Set.of("A"), 2)).tasks()).isEmpty();
    }

    @Test
    void aBackoffSaysUntilWhenAndAfterHowManyFailures() {
        worker("w", "running", 1, Set.of("A"));
        sql(
                "INSERT INTO scheduled_tasks (task_type, next_run_at, fail_count, attempt) VALUES ('a', now() + interval '1 hour', 2, 2)");

        assertThat(first().sentence()).startsWith("It backs off until 20").contains("after 2 failures in a row");
        assertThat(first().facts()).containsEntry("fail_count", 2).containsKey("next_run_at");
    }

    @Test
    void aScheduleThatCannotBeUsedIsToldWithItsReason() {
        sql(
                "INSERT INTO scheduled_tasks (task_type, schedule_pattern, schedule_error) VALUES ('a', 'x', 'it is no pattern')");

        assertThat(first().name()).isEqualTo(Name.PLANNED);
        assertThat(first().sentence()).contains("it is no pattern");
        assertThat(first().remedy()).isEqualTo(Remedy.MEND_SCHEDULE);
    }

    @Test
    void aLockSaysWhoHoldsItSinceWhenAndUntilWhen() {
        worker("w", "running", 2, Set.of("A"));
        sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");
        ClaimedTask run =
                queue.claim(new ClaimRequest("w", Set.of("A"), 1)).tasks().get(0);

        assertThat(first().name()).isEqualTo(Name.UNLOCKED);
        assertThat(first().sentence()).startsWith("It is running on w since").contains("lock timeout is at");
        assertThat(first().facts())
                .containsEntry("run_id", run.runId())
                .containsEntry("lock_timeout_at", run.lockedAt().plus(Duration.ofMinutes(30)));
        assertThat(first().remedy()).isEqualTo(Remedy.CANCEL);

        sql("UPDATE scheduled_task_workers SET heartbeat_at = now() - interval '1 hour'");
        assertThat(first().sentence()).contains("That worker is not alive");
        assertThat(first().remedy()).isEqualTo(Remedy.UNLOCK);
    }

    @Test
    void aFullTypeNamesTheRunsThatFillIt() {
        worker("w", "running", 5, Set.of("A"));
        sql("INSERT INTO scheduled_tasks (name, task_type, next_run_at) VALUES ('one', 'a', now())");
        ClaimedTask run =
                queue.claim(new ClaimRequest("w", Set.of("A"), 1)).tasks().get(0);
        long id = insert("INSERT INTO scheduled_tasks (name, task_type, next_run_at) VALUES ('two', 'a', now())");

        Gate gate = explainer.explain(id).orElseThrow().holding().orElseThrow();

        assertThat(gate.name()).isEqualTo(Name.BELOW_LIMIT);
        assertThat(gate.sentence()).contains("run " + run.runId() + " of task " + run.taskId() + " (one)");
        assertThat(gate.remedy()).isEqualTo(Remedy.WIDEN_LIMIT);
        assertThat(gate.facts()).containsEntry("max_concurrent_runs", 1).containsEntry("needed", 2L);
    }

    @Test
    void aHeldTaskSaysThatAFormerRunIsStillBeingStopped() {
        worker("w", "running", 5, Set.of("A"));
        sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");
        queue.claim(new ClaimRequest("w", Set.of("A"), 1));
        sql("UPDATE scheduled_tasks SET locked_at = NULL, locked_by = NULL");

        assertThat(first().name()).isEqualTo(Name.NOT_HELD);
        assertThat(first().sentence()).contains("still stopping that run: at most");
    }

    @Test
    void busyDrainingAndDeadWorkersAreToldApart() {
        sql("INSERT INTO scheduled_tasks (task_type, next_run_at) VALUES ('a', now())");
        assertThat(first().sentence()).startsWith("No worker is alive");

        worker("w", "draining", 1, Set.of("A"));
        assertThat(first().sentence()).isEqualTo("Every worker that could take it is draining: w.");
        assertThat(first().remedy()).isEqualTo(Remedy.RESUME_WORKER);

        sql("UPDATE scheduled_task_workers SET drain_requested_at = NULL");
        assertThat(first().sentence()).isEqualTo("Every worker that could take it is shutting down: w.");
        assertThat(first().remedy()).as("nobody can take that back").isNull();

        sql("UPDATE scheduled_task_workers SET state = 'running'");
        sql(
                "INSERT INTO scheduled_tasks (task_type, next_run_at, locked_at, locked_by) VALUES ('b', now(), now(), 'w')");
        assertThat(first().sentence()).startsWith("All 1 slots of the workers that could take it are busy");

        sql("UPDATE scheduled_task_workers SET heartbeat_at = now() - interval '1 hour'");
        assertThat(first().sentence()).startsWith("No worker is alive");
    }

    @Test
    void aTaskBehindOthersSaysHowManyGoFirst() {
        worker("w", "running", 1, Set.of("A"));
        sql("INSERT INTO scheduled_tasks (task_type, next_run_at, priority, max_concurrent_runs) VALUES"
                + " ('a', now(), 0, 9), ('a', now(), 5, 9), ('a', now() - interval '1 hour', 0, 9)");

        assertThat(first().name()).isEqualTo(Name.ITS_TURN);
        assertThat(first().facts()).containsEntry("ahead", 2L);
    }

    @Test
    void aTaskBehindHigherPrioritiesSaysWhenItsWaitOutweighsThem() {
        worker("w", "running", 1, Set.of("A", "B"));
        long id = insert("INSERT INTO scheduled_tasks (task_type, next_run_at, priority) VALUES"
                + " ('a', date_trunc('second', now()) - interval '30 s', -1)");
        sql("INSERT INTO scheduled_tasks (task_type, next_run_at, priority) VALUES ('b', now(), 4), ('b', now(), 2)");
        Instant due = database.jdbc()
                .sql("SELECT next_run_at FROM scheduled_tasks WHERE id = :id")
                .param("id", id)
                .query((row, number) -> Instants.required(row, "next_run_at"))
                .single();

        Gate gate = first();

        assertThat(gate.facts()).containsEntry("ahead", 2L).containsEntry("ahead_until", due.plusSeconds(300));
        assertThat(gate.sentence())
                .isEqualTo("2 other due tasks go first: their priority is higher, or they have been due for longer."
                        + " Each 60 s of its wait count as one priority: of priority 4 or less, nothing that becomes due after "
                        + TaskGates.TIME.format(due.plusSeconds(300)) + " goes first.");
        TaskExplainer strict = new TaskExplainer(
                database.dataSource(),
                new LockTimeouts(Duration.ofMinutes(30), Map.of()),
                DEAD_AFTER,
                ClaimOrder.STRICT);
        assertThat(strict.explain(id).orElseThrow().holding().orElseThrow().sentence())
                .endsWith(" PRIORITY_AGEING_SECONDS is 0: higher priorities go first for as long as there are any.");
    }

    @Test
    void anAbsurdPriorityCanBeExplained() {
        worker("w", "running", 1, Set.of("A", "B"));
        sql("INSERT INTO scheduled_tasks (task_type, next_run_at, priority) VALUES ('a', now(), -2147483648),"
                + " ('b', now(), 2147483647)");

        assertThat(first().facts()).containsEntry("ahead", 1L).containsKey("ahead_until");
    }

    @Test
    void thereIsNothingToSayAboutATaskThatIsNotThere() {
        assertThat(explainer.explain(1)).isEmpty();
    }

    private static void insertAnything(Random random) {
        String type = pick(random, "a", "a", "b", "c");
        boolean locked = random.nextInt(16) == 0;
        String status = pick(random, "active", "active", "active", "active", "paused", "disabled", "inactive");
        String next = pick(
                random,
                "NULL",
                "now()",
                "now() - interval '1 min'",
                "now() - interval '9 min'",
                "now() + interval '1 min'");
        String hold =
                pick(random, "NULL", "NULL", "NULL", "NULL", "now() - interval '1 s'", "now() + interval '1 min'");
        database.jdbc()
                .sql("""
                        INSERT INTO scheduled_tasks (task_type, schedule_pattern, status, next_run_at, priority,
                                                     max_concurrent_runs, locked_at, locked_by, hold_until, attempt,
                                                     scheduled_for, fail_count)
                        VALUES ('%s', '@daily', '%s', %s, %d, %d, %s, %s, %s, %d, %s, %d)
                        """.formatted(
                                type,
                                status,
                                next,
                                random.nextInt(3),
                                random.nextInt(7),
                                locked ? "now()" : "NULL",
                                locked ? pick(random, "'w'", "'other'", "NULL") : "NULL",
                                locked ? "NULL" : hold,
                                random.nextInt(2),
                                random.nextBoolean() ? "now() - interval '1 day'" : "NULL",
                                random.nextInt(2)))
                .update();
    }

    @Test
    void aTaskWhoseEndHasPassedSaysSo() {
        insert("INSERT INTO scheduled_tasks (task_type, status, schedule_pattern, ends_at)"
                + " VALUES ('a', 'completed', '@daily', '2026-01-02T03:04:05Z')");

        assertThat(first().sentence())
                .isEqualTo("The task is completed: no slot is left before its end, 2026-01-02 03:04:05 UTC."
                        + " Move the end and set it active.");
        assertThat(first().remedy()).isEqualTo(Remedy.MOVE_END);

        sql("UPDATE scheduled_tasks SET ends_at = now() + interval '3 days'");
        assertThat(first().remedy()).isEqualTo(Remedy.ACTIVATE);
    }

    @Test
    void aTaskThatWaitsForItsOffsetSaysWhichSlotItIs() {
        insert(
                "INSERT INTO scheduled_tasks (task_type, status, schedule_pattern, jitter_seconds, next_slot, next_run_at)"
                        + " VALUES ('a', 'active', '@daily', 600, '2100-01-02T00:00:00Z', '2100-01-02T00:07:00Z')");

        assertThat(first().sentence())
                .isEqualTo("It is not due before 2100-01-02 00:07:00 UTC, as its jitter has it for the slot of"
                        + " 2100-01-02 00:00:00 UTC.");
    }

    @Test
    void aDueSlotThatWillBeSkippedSaysSo() {
        long id = insert("INSERT INTO scheduled_tasks (task_type, status, schedule_pattern, catch_up, next_run_at)"
                + " VALUES ('a', 'active', '@daily', 'skip', date_trunc('day', now(), 'UTC') - interval '1 day')");

        assertThat(explainer.explain(id).orElseThrow().gates())
                .anyMatch(gate -> gate.sentence().startsWith("It is due, but this slot will not run: skipped: "));
    }

    private static String pick(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private static void worker(String id, String state, int slots, Set<String> types) {
        database.jdbc()
                .sql(
                        "INSERT INTO scheduled_task_workers (id, host, pid, version, state, slots, task_types, heartbeat_interval,"
                                + " stop_within, drain_requested_at)"
                                + " VALUES (?, 'h', 1, 'v', ?, ?, ?, '2 s', '7 s', CASE WHEN ? = 'draining' THEN now() END)")
                .params(id, state, slots, types.toArray(String[]::new), state)
                .update();
    }

    private static String holding(String values) {
        long id = insert("INSERT INTO scheduled_tasks (task_type, status, next_run_at) VALUES (" + values + ")");
        Gate gate = explainer.explain(id).orElseThrow().holding().orElseThrow();
        return gate.name() + " " + gate.remedy() + " " + gate.sentence();
    }

    /** The gate that holds the task with the smallest id. */
    private static Gate first() {
        return explainer.explain(ids().get(0)).orElseThrow().holding().orElseThrow();
    }

    private static List<Long> ids() {
        return database.jdbc()
                .sql("SELECT id FROM scheduled_tasks ORDER BY id")
                .query(Long.class)
                .list();
    }

    private static long count(String condition) {
        return database.jdbc()
                .sql("SELECT count(*) FROM scheduled_tasks WHERE " + condition)
                .query(Long.class)
                .single();
    }

    private static long insert(String statement) {
        return database.jdbc()
                .sql(statement + " RETURNING id")
                .query(Long.class)
                .single();
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
