package dev.jobrunner.core.taskset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.Face;
import dev.jobrunner.core.schedule.Blackout;
import dev.jobrunner.core.schedule.CatchUp;
import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.task.After;
import dev.jobrunner.core.task.NewTask;
import dev.jobrunner.core.task.StuckAfter;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskChanges;
import dev.jobrunner.core.task.TaskDefinitions;
import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.core.task.TaskType;
import dev.jobrunner.core.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskSetsTest {

    private static final Actor ACTOR = new Actor("anna", Face.CLI);
    private static final Instant CHRISTMAS = Instant.parse("2026-12-24T18:00:00.123456789Z");

    private static final Map<String, String> EDITS = Map.ofEntries(
            Map.entry("name", "'renamed'"),
            Map.entry("task_type", "'y'"),
            Map.entry("schedule_pattern", "'0 8 * * *'"),
            Map.entry("time_zone", "'UTC'"),
            Map.entry("payload", "'{\"n\": 2}'"),
            Map.entry("priority", "1"),
            Map.entry("max_concurrent_runs", "9"),
            Map.entry("starts_at", "NULL"),
            Map.entry("ends_at", "NULL"),
            Map.entry("jitter_seconds", "0"),
            Map.entry("catch_up", "'skip'"),
            Map.entry("catch_up_limit", "NULL"),
            Map.entry("catch_up_window_seconds", "5"),
            Map.entry("calendar", "'other'"),
            Map.entry("in_blackout", "'skip'"),
            Map.entry("status", "'active'"),
            Map.entry("next_run_at", "now() + interval '2 days'"));

    private static TestDatabase database;
    private static TaskSearch search;
    private static TaskSets sets;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
        sql(
                "INSERT INTO scheduled_task_calendars (name, periods) VALUES ('holidays', '{2027-01-01}'), ('other', '{2027-01-02}')");
        StuckAfter stuck = new StuckAfter(Map.of(), Duration.ofDays(1));
        search = new TaskSearch(database.dataSource(), stuck);
        sets = new TaskSets(
                database.dataSource(),
                search,
                new TaskDefinitions(database.dataSource(), type -> 4),
                new TaskChanges(database.dataSource(), stuck));
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        sql("DELETE FROM scheduled_tasks");
        sql("DELETE FROM scheduled_task_logs");
    }

    @Test
    void aPlanAfterItsApplicationShowsNothingWithEveryField() {
        TaskSet set = set(everything(), once("once", CHRISTMAS), once("at once", null));

        assertThat(sets.plan(set, null).count(TaskPlan.Deed.CREATE)).isEqualTo(3);
        sets.apply(set, null, null, ACTOR);

        SetPlan again = sets.plan(set, null);
        assertThat(again.tasks()).allSatisfy(each -> assertThat(each.changes()).isEmpty());
        assertThat(again.isDifferent()).isFalse();
        assertThat(search.all(TaskFilter.ALL))
                .allSatisfy(task -> assertThat(
                                Objects.requireNonNull(task.managed()).differs())
                        .isEmpty());
        assertThat(task("every").status()).isEqualTo("paused");
        assertThat(text(
                        "SELECT string_agg(a.action, ',') FROM scheduled_task_audit a WHERE a.actor = 'anna' AND a.subject_id ="
                                + " (SELECT CAST(t.id AS text) FROM scheduled_tasks t WHERE t.name = 'once')"))
                .isEqualTo("create");
    }

    @Test
    void eachFieldThatIsEditedLiveDiffersAndIsPutBack() {
        TaskSet set = set(everything(), once("once", CHRISTMAS));
        EDITS.forEach((field, value) -> {
            sets.apply(set, null, null, ACTOR);
            sql("UPDATE scheduled_tasks SET " + field + " = " + value + " WHERE name = '"
                    + (field.equals("next_run_at") ? "once" : "every") + "'");

            assertThat(search.all(TaskFilter.ALL).stream()
                            .flatMap(each -> Objects.requireNonNull(each.managed()).differs().stream()))
                    .containsExactly(field);
            SetPlan plan = sets.plan(set, null);
            assertThat(plan.tasks().stream().flatMap(each -> each.changes().stream()))
                    .extracting(FieldChange::field)
                    .containsExactly(field);
            sets.apply(set, null, plan.version(), ACTOR);
            assertThat(sets.plan(set, null).isDifferent()).as(field).isFalse();
        });
    }

    @Test
    void whatIsNotDeclaredIsLeftToPeopleAndToTheSystem() {
        TaskSet set = set(recurring("a", "@daily", null), once("b", CHRISTMAS));
        sets.apply(set, null, null, ACTOR);
        sql("UPDATE scheduled_tasks SET status = 'paused', max_concurrent_runs = 7 WHERE name = 'a'");
        sql("UPDATE scheduled_tasks SET scheduled_for = next_run_at, attempt = 1, fail_count = 1,"
                + " next_run_at = now() + interval '1 hour' WHERE name = 'b'");

        assertThat(sets.plan(set, null).isDifferent()).isFalse();
        sql("UPDATE scheduled_tasks SET status = 'completed', next_run_at = NULL WHERE name = 'b'");
        assertThat(sets.plan(set, null).isDifferent())
                .as("a task that has run is not run again")
                .isFalse();
        assertThat(task("b").managed())
                .isNotNull()
                .satisfies(each -> assertThat(each.differs()).isEmpty());
        assertThat(task("a").managed())
                .isNotNull()
                .satisfies(each -> assertThat(each.differs()).isEmpty());
    }

    @Test
    void aTaskThatFailuresHaveDisabledStaysSoAndACompletedOneGoesOnWithANewTime() {
        sets.apply(set(recurring("a", "@daily", "active"), once("b", CHRISTMAS)), null, null, ACTOR);
        sql("UPDATE scheduled_tasks SET status = 'disabled' WHERE name = 'a'");
        sql("UPDATE scheduled_tasks SET status = 'completed', scheduled_for = next_run_at WHERE name = 'b'");
        TaskSet later = set(recurring("a", "@daily", "active"), once("b", CHRISTMAS.plusSeconds(3600)));

        sets.apply(later, null, null, ACTOR);

        assertThat(task("a").status()).isEqualTo("disabled");
        assertThat(task("b").status()).isEqualTo("active");
        assertThat(sets.plan(later, null).isDifferent()).isFalse();
    }

    @Test
    void aRunningTaskGoesOnAndIsPlannedAnewAsByAnEdit() {
        sets.apply(set(recurring("a", "@daily", null)), null, null, ACTOR);
        sql(
                "UPDATE scheduled_tasks SET locked_at = now(), locked_by = 'w', run_id = 1, scheduled_for = now(), attempt = 1,"
                        + " lock_token = gen_random_uuid(), last_status = 'running', next_run_at = now()");

        sets.apply(set(recurring("a", "@hourly", null)), null, null, ACTOR);

        assertThat(task("a").lockedBy()).isEqualTo("w");
        assertThat(task("a").schedulePattern()).isEqualTo("@hourly");
        assertThat(text("SELECT count(*) FROM scheduled_tasks WHERE lock_token IS NOT NULL AND next_run_at IS NULL"))
                .isEqualTo("1");
        TaskSet another = set(new DeclaredTask(task("a", "other", "@hourly", "{}"), null));
        assertThat(refused(() -> sets.apply(another, null, null, ACTOR)).reasons())
                .singleElement()
                .asString()
                .contains("is running: its type can be changed when the run has ended");
        assertThat(refused(() -> sets.plan(set(), Prune.DELETE)).reasons())
                .singleElement()
                .asString()
                .contains("is running and cannot be deleted now");
    }

    @Test
    void nothingIsHalfApplied() {
        sql("INSERT INTO scheduled_tasks (task_type, status, schedule_pattern) VALUES ('x-y', 'active', '@daily')");
        TaskSet set = set(
                recurring("a", "@daily", null),
                new DeclaredTask(task("b", "x.y", "@daily", "{}"), null),
                recurring("c", "@daily", null));

        assertThat(refused(() -> sets.apply(set, null, null, ACTOR)).reasons())
                .singleElement()
                .asString()
                .startsWith("b: task_type 'x.y' is not allowed");
        assertThat(search.count(TaskFilter.ALL)).isEqualTo(1);
        assertThat(text("SELECT count(*) FROM scheduled_task_set_members")).isEqualTo("0");
    }

    @Test
    void aPlanThatIsNotTheOneThatWasSeenIsNotApplied() {
        sets.apply(set(recurring("a", "@daily", null)), null, null, ACTOR);
        TaskSet set = set(recurring("a", "@hourly", null));
        SetPlan seen = sets.plan(set, null);
        sql("UPDATE scheduled_tasks SET priority = 3 WHERE name = 'a'");

        RefusedSetException refused = refused(() -> sets.apply(set, null, seen.version(), ACTOR));

        assertThat(refused.isChangedMeanwhile()).isTrue();
        assertThat(task("a").schedulePattern()).isEqualTo("@daily");
        assertThat(refused(() -> {
                            sets.plan(set, null);
                            sets.apply(set, null, "other", ACTOR);
                        })
                        .getMessage())
                .contains("its version is " + sets.plan(set, null).version());
    }

    @Test
    void anEditThatIsGoingOnIsWaitedForAndNothingOfItIsLost() throws Exception {
        TaskSet set = set(recurring("a", "@daily", null));
        sets.apply(set, null, null, ACTOR);
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE scheduled_tasks SET priority = 5, max_concurrent_runs = 8 WHERE name = 'a'");
            CompletableFuture<SetPlan> applied =
                    CompletableFuture.supplyAsync(() -> sets.apply(set, null, null, ACTOR));
            await().until(() -> !text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                            + " AND query LIKE '%FOR UPDATE%' AND datname = current_database()")
                    .equals("0"));
            other.commit();

            assertThat(applied.get(10, TimeUnit.SECONDS).tasks().get(0).changes())
                    .extracting(FieldChange::field)
                    .containsExactly("priority");
        }
        assertThat(task("a").priority()).isZero();
        assertThat(task("a").maxConcurrentRuns()).isEqualTo(8);
    }

    @Test
    void setsAppliedAtOnceTakeTurns() {
        List<CompletableFuture<SetPlan>> all = Stream.of("s", "t", "s", "t", "s", "t")
                .map(name -> CompletableFuture.supplyAsync(() -> sets.apply(
                        new TaskSet(
                                name,
                                List.of(recurring(name + 1, "@daily", null), recurring(name + 2, "@daily", null))),
                        null,
                        null,
                        ACTOR)))
                .toList();

        assertThat(all.stream()
                        .map(CompletableFuture::join)
                        .mapToLong(plan -> plan.count(TaskPlan.Deed.CREATE))
                        .sum())
                .isEqualTo(4);
    }

    @Test
    void aTaskThatIsThereIsTakenOverWithoutAChangeOfIt() {
        sql("INSERT INTO scheduled_tasks (name, task_type, schedule_pattern) VALUES ('a', 'x', '@daily')");
        TaskSet set = set(recurring("a", "@daily", null));

        assertThat(sets.plan(set, null).tasks().get(0).changes())
                .extracting(FieldChange::field)
                .containsExactly("managed_by");
        sets.apply(set, null, null, ACTOR);

        assertThat(sets.plan(set, null).isDifferent()).isFalse();
        assertThat(text("SELECT string_agg(a.action || a.after, ',') FROM scheduled_task_audit a WHERE a.subject_id ="
                        + " CAST((SELECT max(id) FROM scheduled_tasks) AS text)"))
                .isEqualTo("manage{\"managed_by\": \"s\"}");
        TaskSet thief = new TaskSet("thief", set.tasks());
        assertThat(refused(() -> sets.plan(thief, null)).reasons())
                .singleElement()
                .asString()
                .contains("belongs to the set 's'", "--prune release");
    }

    @Test
    void tasksThatTheFileNamesNoMoreAreListedUntilSomebodySaysWhatBecomesOfThem() {
        sql("INSERT INTO scheduled_tasks (name, task_type, schedule_pattern) VALUES ('by hand', 'x', '@daily')");
        sets.apply(set(recurring("a", "@daily", null)), null, null, ACTOR);

        SetPlan listed = sets.apply(set(), null, null, ACTOR);
        assertThat(listed.tasks()).extracting(TaskPlan::deed).containsExactly(TaskPlan.Deed.LEFT);
        assertThat(listed.isDifferent()).isFalse();

        sets.apply(set(), Prune.PAUSE, null, ACTOR);
        assertThat(task("a").status()).isEqualTo("paused");
        assertThat(task("a").managed())
                .isNotNull()
                .satisfies(each -> assertThat(each.differs()).isEmpty());
        assertThat(sets.plan(set(), Prune.PAUSE).isDifferent()).isFalse();

        sets.apply(set(recurring("a", "@daily", null)), null, null, ACTOR);
        assertThat(task("a").status()).as("back in the file").isEqualTo("active");

        sets.apply(set(), Prune.RELEASE, null, ACTOR);
        assertThat(task("a").managed()).isNull();
        assertThat(sets.plan(set(), null).tasks()).isEmpty();

        sets.apply(set(recurring("a", "@daily", null)), null, null, ACTOR);
        sets.apply(set(), Prune.DELETE, null, ACTOR);
        assertThat(search.all(TaskFilter.ALL)).extracting(Task::name).containsExactly("by hand");
        assertThat(text("SELECT count(*) FROM scheduled_task_set_members")).isEqualTo("0");
    }

    @Test
    void aHiddenSecretKeepsWhatIsStored() {
        TaskSet hidden = set(new DeclaredTask(task("a", "x", "@daily", "{\"token\":\"•••\",\"n\":1.0}"), null));
        assertThat(refused(() -> sets.plan(hidden, null)).getMessage()).contains("none is stored here");
        sql("INSERT INTO scheduled_tasks (name, task_type, schedule_pattern, payload)"
                + " VALUES ('a', 'x', '@daily', '{\"n\": 1, \"token\": \"t0p\"}')");

        sets.apply(hidden, null, null, ACTOR);

        assertThat(task("a").payload()).contains("t0p");
        assertThat(sets.plan(hidden, null).isDifferent()).isFalse();
        assertThat(text("SELECT applied FROM scheduled_task_set_members")).doesNotContain("t0p");
    }

    private static DeclaredTask everything() {
        SlotRules rules = new SlotRules(
                Instant.parse("2026-12-01T00:00:00.1234567Z"),
                Instant.parse("2027-01-31T23:59:00Z"),
                Duration.ofSeconds(60),
                new CatchUp(CatchUp.Mode.ALL, 12, Duration.ofHours(1)),
                new Blackout("holidays", Blackout.Mode.AFTER, null));
        NewTask task = new NewTask(
                "every",
                new TaskType("x"),
                "0 9 * * 1-5",
                "Europe/Berlin",
                "{\"n\": 1.50, \"list\": [1e2, null, \"•\"]}",
                -3,
                null,
                2,
                rules,
                After.NONE);
        return new DeclaredTask(task, "paused");
    }

    private static NewTask task(String name, String type, @Nullable String pattern, String payload) {
        return new NewTask(name, new TaskType(type), pattern, "UTC", payload, 0, null, null);
    }

    private static DeclaredTask recurring(String name, String pattern, @Nullable String status) {
        return new DeclaredTask(task(name, "x", pattern, "{}"), status);
    }

    private static DeclaredTask once(String name, @Nullable Instant at) {
        return new DeclaredTask(new NewTask(name, new TaskType("x"), null, "UTC", "{}", 0, at, null), null);
    }

    private static TaskSet set(DeclaredTask... tasks) {
        return new TaskSet("s", List.of(tasks));
    }

    private static RefusedSetException refused(Runnable action) {
        return catchThrowableOfType(RefusedSetException.class, action::run);
    }

    private static Task task(String name) {
        return search.first(TaskFilter.byName(name)).orElseThrow();
    }

    private static String text(String query) {
        return String.valueOf(database.jdbc().sql(query).query().singleValue());
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
