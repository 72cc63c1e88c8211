package dev.jobrunner.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.AuditFilter;
import dev.jobrunner.core.audit.AuditSearch;
import dev.jobrunner.core.audit.Face;
import dev.jobrunner.core.queue.Gate.Name;
import dev.jobrunner.core.queue.Gate.Remedy;
import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.task.After;
import dev.jobrunner.core.task.AfterEdit;
import dev.jobrunner.core.task.AfterFailed;
import dev.jobrunner.core.task.Edit;
import dev.jobrunner.core.task.InvalidTaskException;
import dev.jobrunner.core.task.NewTask;
import dev.jobrunner.core.task.RulesEdit;
import dev.jobrunner.core.task.StuckAfter;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskAction;
import dev.jobrunner.core.task.TaskChanges;
import dev.jobrunner.core.task.TaskConflictException;
import dev.jobrunner.core.task.TaskDefinitions;
import dev.jobrunner.core.task.TaskEdit;
import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.core.task.TaskType;
import dev.jobrunner.core.task.WaitingTasks;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import dev.jobrunner.core.upkeep.SchedulePlanner;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunAfterOthersTest {

    private static final Actor ANN = new Actor("ann", Face.API);

    private static TestDatabase database;
    private static JdbcTaskQueue queue;
    private static TaskDefinitions definitions;
    private static TaskSearch search;
    private static TaskChanges changes;
    private static WaitingTasks waiting;
    private static TaskExplainer explainer;

    @BeforeAll
    static void start() {
        StuckAfter stuck = new StuckAfter(Map.of(), Duration.ofMinutes(30));
        database = TestDatabase.migrated();
        queue = new JdbcTaskQueue(
                database.dataSource(),
                new RetryPolicy(0, List.of(Duration.ZERO)),
                ClaimOrder.STRICT,
                new LedgerText(new Redactor(List.of())));
        definitions = new TaskDefinitions(database.dataSource(), type -> 1_000);
        search = new TaskSearch(database.dataSource(), stuck);
        changes = new TaskChanges(database.dataSource(), stuck);
        waiting = new WaitingTasks(database.dataSource());
        explainer = new TaskExplainer(
                database.dataSource(),
                new LockTimeouts(Duration.ofMinutes(30), Map.of()),
                Duration.ofSeconds(10),
                ClaimOrder.STRICT);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs");
    }

    @Test
    void aTaskStartsWhenTheLastOfThoseThatItIsAfterHasSucceeded() {
        create("a");
        create("b");
        create("c", "a", "b");

        assertThat(claimed()).containsExactlyInAnyOrder("a", "b");
        complete("a");
        assertThat(claimed()).isEmpty();
        complete("b");
        assertThat(claimed()).containsExactly("c");
        complete("c");
        assertThat(count("scheduled_tasks WHERE status = 'completed' AND not_before IS NULL"))
                .isEqualTo(3);
    }

    @Test
    void itsOwnTimeStillCounts() {
        create("a");
        Instant later = Instant.parse("2099-01-01T00:00:00Z");
        definitions.create(task("b", later, after("a")), ANN);

        assertThat(find("b").nextRunAt()).isNull();
        assertThat(find("b").notBefore()).isEqualTo(later);
        claimed();
        complete("a");

        assertThat(find("b").nextRunAt()).isEqualTo(later);
        assertThat(find("b").notBefore()).isNull();
    }

    @Test
    void aTaskThatHasWaitedForLongHasNotBeenDueForLong() {
        create("a");
        definitions.create(task("b", Instant.parse("2020-01-01T00:00:00Z"), after("a")), ANN);
        claimed();
        complete("a");

        assertThat(count("scheduled_tasks WHERE name = 'b' AND next_run_at > now() - interval '1 minute'"))
                .isOne();
    }

    @Test
    void whatHasSucceededAlreadyIsNotWaitedFor() {
        create("a");
        claimed();
        complete("a");
        create("b", "a");

        assertThat(find("b").notBefore()).isNull();
        assertThat(claimed()).containsExactly("b");
    }

    @Test
    void aFailedTaskIsWaitedForUntilItsRetrySucceeds() {
        create("a");
        create("b", "a");
        claimed();
        fail("a");
        waiting.release();

        assertThat(find("a").status()).isEqualTo("disabled");
        assertThat(claimed()).isEmpty();
        changes.apply(TaskAction.RESET, TaskFilter.byName("a"), ANN);
        assertThat(claimed()).containsExactly("a");
        complete("a");
        assertThat(claimed()).containsExactly("b");
    }

    @Test
    void whoeverWantsToIsSkippedWithTheReasonInTheLedgerAndSoAreThoseBehind() {
        create("a");
        definitions.create(task("b", null, new After(List.of("a"), AfterFailed.SKIP)), ANN);
        definitions.create(task("c", null, new After(List.of("b"), AfterFailed.SKIP)), ANN);
        definitions.create(task("d", null, new After(List.of("c"), AfterFailed.RUN)), ANN);
        claimed();
        fail("a");

        assertThat(find("b").status()).isEqualTo("completed");
        assertThat(texts("SELECT task_name || ' ' || status || ' ' || error_message FROM scheduled_task_logs"
                        + " WHERE task_name <> 'a' AND finished_at IS NOT NULL ORDER BY id"))
                .containsExactly(
                        "b skipped skipped: a was disabled after failures",
                        "c skipped skipped: b ended without having succeeded");
        assertThat(claimed()).containsExactly("d");
    }

    @Test
    void whoeverRunsAllTheSameWaitsForTheOthersStill() {
        create("a");
        create("b");
        definitions.create(task("c", null, new After(List.of("a", "b"), AfterFailed.RUN)), ANN);
        claimed();
        cancel("a");

        assertThat(claimed()).isEmpty();
        complete("b");
        assertThat(claimed()).containsExactly("c");
    }

    @Test
    void aDeletedTaskIsAReasonUnlessItHadSucceeded() {
        create("a");
        create("b");
        create("c", "a", "b");
        claimed();
        complete("a");
        changes.apply(TaskAction.DELETE, TaskFilter.byName("a"), ANN);
        assertThat(explained("c")).doesNotContain("(a)").contains("(b), which is running");

        changes.apply(TaskAction.DELETE, TaskFilter.byName("b"), ANN);
        waiting.release();
        assertThat(explained("c")).contains("(b), which was deleted").contains("Run it without that one");
        assertThat(claimed()).isEmpty();

        sql("UPDATE scheduled_tasks SET after_failed = 'run' WHERE name = 'c'");
        waiting.release();
        assertThat(claimed()).containsExactly("c");
    }

    @Test
    void aDeletedWaitingTaskLeavesNothingBehind() {
        create("a");
        create("b", "a");
        changes.apply(TaskAction.DELETE, TaskFilter.byName("b"), ANN);

        assertThat(count("scheduled_task_dependencies")).isZero();
    }

    @Test
    void explainNamesWhatIsWaitedForAndWhatMendsIt() {
        create("a");
        create("b", "a");
        assertThat(gate("b").name()).isEqualTo(Name.OTHERS_DONE);
        assertThat(gate("b").sentence())
                .isEqualTo("It waits for task " + find("a").id() + " (a), which has not run yet.");
        assertThat(gate("b").remedy()).isNull();

        claimed();
        fail("a");
        assertThat(gate("b").sentence())
                .contains("which is disabled after failures. Mend the cause and reset that one");
        assertThat(gate("b").remedy()).isEqualTo(Remedy.RESET_OTHER);
        assertThat(String.valueOf(gate("b").facts().get("waits_for"))).contains("state=disabled");
    }

    @Test
    void runNowAndATimeByHandLetItGo() {
        create("a");
        create("b", "a");
        create("c", "a");
        sql("UPDATE scheduled_tasks SET status = 'paused' WHERE name = 'a'");

        changes.apply(TaskAction.RUN, TaskFilter.byName("b"), ANN);
        sql("UPDATE scheduled_tasks SET next_run_at = now() - interval '1 minute' WHERE name = 'c'");

        assertThat(claimed()).containsExactlyInAnyOrder("b", "c");
        assertThat(find("b").notBefore()).isNull();
    }

    @Test
    void anEditedTimeIsForWhenItWaitsNoMore() {
        create("a");
        create("b", "a");
        Instant later = Instant.parse("2099-01-01T00:00:00Z");
        definitions.edit(
                find("b").id(),
                new TaskEdit(null, null, null, null, null, null, null, new Edit<>(later), null),
                null,
                ANN);

        assertThat(find("b").nextRunAt()).isNull();
        assertThat(find("b").notBefore()).isEqualTo(later);
    }

    @Test
    void pauseAndResumeLeaveItWaiting() {
        create("a");
        create("b", "a");
        changes.apply(TaskAction.PAUSE, TaskFilter.byName("b"), ANN);
        changes.apply(TaskAction.RESUME, TaskFilter.byName("b"), ANN);
        new SchedulePlanner(database.dataSource()).plan();

        assertThat(find("b").scheduleError()).isNull();
        assertThat(claimed()).containsExactly("a");
        complete("a");
        assertThat(claimed()).containsExactly("b");
    }

    @Test
    void anEditWhileItRunsCountsFromItsNextStartOn() {
        create("a");
        sql("UPDATE scheduled_tasks SET next_run_at = '2099-01-01' WHERE name = 'a'");
        create("b");
        assertThat(claimed()).containsExactly("b");
        edit("b", List.of("a"));

        complete("b");

        assertThat(find("b").status()).isEqualTo("completed");
    }

    @Test
    void anEditReplacesWhatItWaitsForAndTheAuditSaysSo() {
        create("a");
        create("b");
        create("c", "a");
        String before = find("c").version();
        edit("c", List.of("b"));

        assertThat(find("c").after().tasks()).containsExactly("b");
        assertThat(find("c").version()).isNotEqualTo(before);
        assertThat(new AuditSearch(database.dataSource()).search(AuditFilter.ALL, Long.MAX_VALUE, 1))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.before()).isEqualTo("{\"after\": [\"a\"]}");
                    assertThat(entry.after()).isEqualTo("{\"after\": [\"b\"]}");
                });
        assertThatThrownBy(() -> definitions.edit(find("c").id(), edit(List.of("a")), before, ANN))
                .isInstanceOf(TaskConflictException.class);

        edit("c", List.of());
        waiting.release();
        assertThat(claimed()).contains("c");
    }

    @Test
    void aTaskThatDoesNotExistIsNamedWithTheOneThatWasMeant() {
        create("extract");

        assertThatThrownBy(() -> create("load", "extrct"))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessage("after 'extrct' is not allowed; allowed is the name or id of a task that exists;"
                        + " did you mean 'extract'?");
        assertThatThrownBy(() -> create("load", "4711")).hasMessageContaining("after '4711' is not allowed");
        assertThat(search.count(TaskFilter.ALL)).as("nothing is left of them").isOne();
    }

    @Test
    void aCircleIsRefusedWithItsPath() {
        create("a");
        create("b", "a");
        create("c", "b");

        assertThatThrownBy(() -> edit("a", List.of("c")))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageEndingWith("for ever: a -> c -> b -> a");
        assertThatThrownBy(() -> edit("a", List.of("a"))).hasMessageEndingWith("for ever: a -> a");
        assertThatThrownBy(
                        () -> sql(
                                "INSERT INTO scheduled_task_dependencies (task_id, upstream_id)"
                                        + " SELECT a.id, c.id FROM scheduled_tasks a, scheduled_tasks c WHERE a.name = 'a' AND c.name = 'c'"))
                .hasMessageContaining("a -> c -> b -> a");
        assertThat(count("scheduled_task_dependencies")).isEqualTo(2);
    }

    @Test
    void twoEditsAtOnceCannotMakeACircleTogether() throws Exception {
        for (int round = 0; round < 20; round++) {
            empty();
            create("a");
            create("b");
            CyclicBarrier together = new CyclicBarrier(2);
            CompletableFuture<Boolean> one = CompletableFuture.supplyAsync(() -> edited(together, "a", "b"));
            CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> edited(together, "b", "a"));

            assertThat(List.of(one.get(30, TimeUnit.SECONDS), other.get(30, TimeUnit.SECONDS)))
                    .containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void recurringTasksNeitherWaitNorAreWaitedFor() {
        definitions.create(new NewTask("daily", new TaskType("x"), "@daily", "UTC", "{}", 0, null, null), ANN);
        create("a");
        create("b", "a");

        assertThatThrownBy(() -> create("c", "daily")).hasMessageContaining("(daily) recurs");
        assertThatThrownBy(() -> edit("daily", List.of("a"))).hasMessageContaining("only those that run once wait");
        TaskEdit recurs = new TaskEdit(null, null, new Edit<>("@daily"), null, null, null, null, null, null);
        assertThatThrownBy(() -> definitions.edit(find("a").id(), recurs, null, ANN))
                .hasMessageContaining("schedule_pattern '@daily' is not allowed");
        assertThatThrownBy(() -> definitions.edit(find("b").id(), recurs, null, ANN))
                .isInstanceOf(InvalidTaskException.class);

        definitions.edit(
                find("b").id(),
                new TaskEdit(
                        null,
                        null,
                        new Edit<>("@daily"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        RulesEdit.NONE,
                        new AfterEdit(new Edit<>(null), null)),
                null,
                ANN);
        assertThat(find("b").schedulePattern()).isEqualTo("@daily");
        assertThat(find("b").notBefore()).isNull();
    }

    @Test
    void manyAreMadeAtOnceInWhateverOrderTheyComeOrNoneIs() {
        definitions.create(
                List.of(task("c", null, after("b", "a")), task("b", null, after("a")), task("a", null, After.NONE)),
                ANN);
        assertThat(claimed()).containsExactly("a");

        assertThatThrownBy(() ->
                        definitions.create(List.of(task("x", null, after("y")), task("y", null, after("x"))), ANN))
                .hasMessageContaining("y -> x -> y");
        assertThatThrownBy(() ->
                        definitions.create(List.of(task("x", null, After.NONE), task("a", null, After.NONE)), ANN))
                .isInstanceOf(TaskConflictException.class)
                .hasMessageContaining("name 'a' is taken by task");
        assertThat(search.count(TaskFilter.ALL)).isEqualTo(3);
    }

    @Test
    void plainSqlMakesATaskAndWhatItWaitsForInOneTransaction() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO scheduled_tasks (name, task_type, status, next_run_at, max_concurrent_runs) VALUES"
                            + " ('a', 'x', 'active', NOW(), 9), ('b', 'x', 'active', NOW(), 9)");
            statement.execute(
                    "INSERT INTO scheduled_task_dependencies (task_id, upstream_id)"
                            + " SELECT b.id, a.id FROM scheduled_tasks a, scheduled_tasks b WHERE a.name = 'a' AND b.name = 'b'");
            connection.commit();
        }

        assertThat(claimed()).containsExactly("a");
        assertThatThrownBy(() -> sql("INSERT INTO scheduled_task_dependencies VALUES (0, 0)"))
                .hasMessageContaining("there is no task 0");
        assertThatThrownBy(() -> sql("UPDATE scheduled_task_dependencies SET upstream_id = 0"))
                .hasMessageContaining("delete it, and insert another");
        sql("DELETE FROM scheduled_task_dependencies");
        waiting.release();
        assertThat(claimed()).containsExactly("b");
    }

    /** A dependency that is added while its upstream ends: either the end is seen, or the end finds that it is waited for. */
    @Test
    void aDependencyThatIsAddedInTheMomentOfTheEndIsNotWaitedForForEver() throws Exception {
        for (int round = 0; round < 40; round++) {
            empty();
            create("a");
            create("b");
            sql("UPDATE scheduled_tasks SET next_run_at = now() + interval '1 hour' WHERE name = 'b'");
            claimed();
            CyclicBarrier together = new CyclicBarrier(2);
            CompletableFuture<Boolean> edit = CompletableFuture.supplyAsync(() -> edited(together, "b", "a"));
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
                meet(together);
                complete("a");
            });
            end.get(30, TimeUnit.SECONDS);
            assertThat(edit.get(30, TimeUnit.SECONDS)).isTrue();

            assertThat(find("b").notBefore())
                    .as("round %d, without the tick", round)
                    .isNull();
            assertThat(find("b").nextRunAt()).isNotNull();
        }
    }

    /** Upstreams that end at the same time, in several workers: one of their releases always sees all of them. */
    @Test
    void theLastOfManyThatEndTogetherLetsItGo() throws Exception {
        for (int round = 0; round < 15; round++) {
            empty();
            int width = 6;
            String[] names = IntStream.range(0, width).mapToObj(i -> "u" + i).toArray(String[]::new);
            for (String name : names) {
                create(name);
            }
            create("last", names);
            assertThat(claimed()).hasSize(width);
            CyclicBarrier together = new CyclicBarrier(width);
            List<CompletableFuture<Void>> ends = new ArrayList<>();
            for (String name : names) {
                ends.add(CompletableFuture.runAsync(
                        () -> {
                            meet(together);
                            complete(name);
                        },
                        task -> new Thread(task).start()));
            }
            for (CompletableFuture<Void> end : ends) {
                end.get(30, TimeUnit.SECONDS);
            }
            assertThat(claimed()).as("round %d, without the tick", round).containsExactly("last");
        }
    }

    @Test
    void aRandomGraphRunsInItsOrderEachTaskOnce() {
        Random random = new Random(20_261_124);
        int size = 120;
        List<List<String>> after = new ArrayList<>();
        List<NewTask> tasks = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<String> upstream = new ArrayList<>();
            for (int n = random.nextInt(4); n > 0 && i > 0; n--) {
                upstream.add("t" + random.nextInt(i));
            }
            after.add(upstream);
            tasks.add(task("t" + i, null, new After(upstream, AfterFailed.WAIT)));
        }
        Collections.shuffle(tasks, random);
        definitions.create(tasks, ANN);

        Set<String> done = new HashSet<>();
        List<String> wave = claimed();
        while (!wave.isEmpty()) {
            for (String name : wave) {
                assertThat(done).containsAll(after.get(Integer.parseInt(name.substring(1))));
                complete(name);
                assertThat(done.add(name)).isTrue();
            }
            wave = claimed();
        }
        assertThat(done).hasSize(size);
    }

    private final Map<String, ClaimedTask> running = new ConcurrentHashMap<>();

    private List<String> claimed() {
        List<ClaimedTask> tasks =
                queue.claim(new ClaimRequest("w", Set.of("X"), 500)).tasks();
        tasks.forEach(each -> running.put(String.valueOf(each.name()), each));
        return tasks.stream().map(each -> String.valueOf(each.name())).toList();
    }

    private void complete(String name) {
        assertThat(queue.settle(run(name), new RunOutcome.Completed(""))).isPresent();
    }

    private void fail(String name) {
        assertThat(queue.settle(run(name), new RunOutcome.Failed("no", ""))).isPresent();
    }

    private void cancel(String name) {
        assertThat(queue.settle(run(name), new RunOutcome.Cancelled("cancelled on request", "")))
                .isPresent();
    }

    private ClaimedTask run(String name) {
        return Objects.requireNonNull(running.get(name));
    }

    private static void create(String name, String... after) {
        definitions.create(task(name, null, after(after)), ANN);
    }

    private static After after(String... tasks) {
        return new After(List.of(tasks), AfterFailed.WAIT);
    }

    private static NewTask task(String name, @Nullable Instant at, After after) {
        return new NewTask(name, new TaskType("x"), null, "UTC", "{}", 0, at, null, SlotRules.NONE, after);
    }

    private static TaskEdit edit(List<String> after) {
        return new TaskEdit(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                RulesEdit.NONE,
                new AfterEdit(new Edit<>(after), null));
    }

    private static void edit(String name, List<String> after) {
        definitions.edit(find(name).id(), edit(after), null, ANN);
    }

    private static boolean edited(CyclicBarrier together, String name, String after) {
        meet(together);
        try {
            edit(name, List.of(after));
            return true;
        } catch (InvalidTaskException e) {
            return false;
        }
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Task find(String name) {
        return search.first(TaskFilter.byName(name)).orElseThrow();
    }

    private static Gate gate(String name) {
        return explainer.explain(find(name).id()).orElseThrow().holding().orElseThrow();
    }

    private static String explained(String name) {
        return gate(name).sentence();
    }

    private static List<String> texts(String sql) {
        return database.jdbc().sql(sql).query(String.class).list();
    }

    private static long count(String from) {
        return database.jdbc()
                .sql("SELECT count(*) FROM " + from)
                .query(Long.class)
                .single();
    }

    private static void sql(String sql) {
        database.jdbc().sql(sql).update();
    }
}
