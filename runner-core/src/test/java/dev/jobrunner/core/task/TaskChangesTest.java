package dev.jobrunner.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.AuditEntry;
import dev.jobrunner.core.audit.AuditFilter;
import dev.jobrunner.core.audit.AuditSearch;
import dev.jobrunner.core.audit.Face;
import dev.jobrunner.core.task.TaskChange.Refusal;
import dev.jobrunner.core.testing.TestDatabase;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskChangesTest {

    private static final Actor ANN = new Actor("ann", Face.API);

    private static TestDatabase database;
    private static TaskChanges changes;
    private static TaskDefinitions definitions;
    private static TaskSearch search;
    private static AuditSearch audit;

    private long auditedBefore;

    @BeforeAll
    static void start() {
        StuckAfter stuck = new StuckAfter(Map.of("SLOW", Duration.ofHours(2)), Duration.ofMinutes(30));
        database = TestDatabase.migrated();
        changes = new TaskChanges(database.dataSource(), stuck);
        definitions = new TaskDefinitions(database.dataSource(), type -> 7);
        search = new TaskSearch(database.dataSource(), stuck);
        audit = new AuditSearch(database.dataSource());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_idempotency_keys");
        auditedBefore = audit.search(AuditFilter.ALL, Long.MAX_VALUE, 1).stream()
                .mapToLong(AuditEntry::id)
                .findFirst()
                .orElse(0);
    }

    @Test
    void anActionChangesWhatItCanCountsTheRestByReasonAndEntersExactlyWhatChanged() {
        sql(
                "INSERT INTO scheduled_tasks (name, task_type, status, schedule_pattern) VALUES ('a', 'x', 'active', '@daily'),"
                        + " ('b', 'x', 'paused', '@daily'), ('c', 'x', 'disabled', '@daily'), ('d', 'y', 'active', '@daily')");
        TaskFilter ofX = TaskFilter.byType("x");

        TaskChange dry = changes.preview(TaskAction.PAUSE, ofX);
        assertThat(entered()).as("a dry run changes nothing").isEmpty();
        TaskChange done = changes.apply(TaskAction.PAUSE, ofX, ANN);

        assertThat(dry).isEqualTo(done);
        assertThat(done.matched()).isEqualTo(3);
        assertThat(done.changed()).isEqualTo(1);
        assertThat(done.refused())
                .containsExactlyInAnyOrder(
                        new Refusal("paused: only active ones can be paused", 1),
                        new Refusal("disabled after failures: only active ones can be paused", 1));
        assertThat(entered()).singleElement().satisfies(entry -> {
            assertThat(entry.actor() + entry.face() + entry.action() + entry.subjectName())
                    .isEqualTo("annapipausea");
            assertThat(entry.before()).isEqualTo("{\"status\": \"active\"}");
            assertThat(entry.after()).isEqualTo("{\"status\": \"paused\"}");
        });
    }

    @Test
    void moreThanWasAgreedToIsNotDoneAtAll() {
        sql("INSERT INTO scheduled_tasks (task_type, status, schedule_pattern) VALUES ('x', 'active', '@daily'),"
                + " ('x', 'active', '@daily'), ('x', 'paused', '@daily')");

        assertThat(changes.applyToAtMost(1, TaskAction.PAUSE, TaskFilter.byType("x"), ANN))
                .isEmpty();
        assertThat(entered()).isEmpty();
        assertThat(changes.preview(TaskAction.PAUSE, TaskFilter.ALL).changed()).isEqualTo(2);

        assertThat(changes.applyToAtMost(2, TaskAction.PAUSE, TaskFilter.byType("x"), ANN))
                .hasValueSatisfying(done -> assertThat(done.changed()).isEqualTo(2));
        assertThat(entered()).hasSize(2);
    }

    @Test
    void everyActionDoesWhatItsNameSays() {
        long id = definitions.create(task("t", "@daily", "{}"), ANN);
        TaskFilter it = TaskFilter.byId(id);
        sql("UPDATE scheduled_tasks SET status = 'disabled', fail_count = 6");

        assertThat(changes.apply(TaskAction.RUN, it, ANN).refused().get(0).reason())
                .isEqualTo("disabled after failures: reset it first");
        assertThat(changes.apply(TaskAction.RESET, it, ANN).changed()).isOne();
        assertThat(changes.run(it, "{\"token\": \"s3cret\"}", ANN).changed()).isOne();
        assertThat(search.first(
                        new TaskFilter(null, List.of(), List.of(), TaskState.DUE, null, List.of(), null, null, null)))
                .get()
                .extracting(Task::nextPayload)
                .isEqualTo("{\"token\": \"s3cret\"}");
        assertThat(changes.apply(TaskAction.UNLOCK, it, ANN).refused().get(0).reason())
                .isEqualTo("active: it is not running");
        sql("UPDATE scheduled_tasks SET locked_at = now(), locked_by = 'w', lock_token = gen_random_uuid(), run_id = 1,"
                + " scheduled_for = now()");
        assertThat(changes.apply(TaskAction.CANCEL, it, ANN).changed()).isOne();
        assertThat(search.find(id).orElseThrow().cancelRequestedAt()).isNotNull();
        assertThat(changes.apply(TaskAction.UNLOCK, it, ANN).changed()).isOne();
        assertThat(changes.apply(TaskAction.PAUSE, it, ANN).changed()).isOne();
        assertThat(changes.apply(TaskAction.RESUME, it, ANN).changed()).isOne();
        assertThat(changes.apply(TaskAction.DELETE, it, ANN).changed()).isOne();

        assertThat(search.find(id)).isEmpty();
        assertThat(entered())
                .extracting(AuditEntry::action)
                .containsExactly("create", "reset", "run", "cancel", "unlock", "pause", "resume", "delete");
        assertThat(entered().toString())
                .as("no secret in the trail")
                .doesNotContain("s3cret")
                .contains("•••");
    }

    @Test
    void aDeletedTaskIsEnteredWholeWithItsSecretsHidden() {
        long id = definitions.create(task("gone", "@daily", "{\"password\": \"s3cret\", \"n\": 1}"), ANN);

        changes.apply(TaskAction.DELETE, TaskFilter.byId(id), ANN);

        AuditEntry entry = entered().get(1);
        assertThat(entry.before())
                .contains("\"schedule_pattern\": \"@daily\"", "\"password\": \"•••\"", "\"n\": 1")
                .doesNotContain("s3cret");
        assertThat(entry.after()).isNull();
    }

    @Test
    void filtersFindByTextTypeStatusStateAndWorker() {
        sql(
                "INSERT INTO scheduled_tasks (id, name, task_type, status, locked_at, locked_by, fail_count, next_run_at) VALUES"
                        + " (1, 'Daily Report', 'reports', 'active', NULL, NULL, 2, now() + interval '1 h'),"
                        + " (2, NULL, 'slow', 'active', now() - interval '1 h', 'w1', 0, now()),"
                        + " (3, NULL, 'quick', 'active', now() - interval '1 h', 'w2', 0, now()),"
                        + " (41, NULL, 'quick', 'paused', NULL, NULL, 0, now())");

        assertThat(found("report", List.of(), null, null)).containsExactly(1L);
        assertThat(found("41", List.of(), null, null)).containsExactly(41L);
        assertThat(found("%", List.of(), null, null)).as("no wildcards").isEmpty();
        assertThat(found(null, List.of("paused", "disabled"), null, null)).containsExactly(41L);
        assertThat(found(null, List.of(), TaskState.FAILED, null)).containsExactly(1L);
        assertThat(found(null, List.of(), TaskState.RUNNING, null)).containsExactly(2L, 3L);
        assertThat(found(null, List.of(), TaskState.STUCK, null))
                .as("slow ones may take 2 h")
                .containsExactly(3L);
        assertThat(found(null, List.of(), null, "w1")).containsExactly(2L);
        assertThat(search.search(TaskFilter.ALL, 2, 1)).extracting(Task::id).containsExactly(3L);
    }

    @Test
    void anEditLeavesWhatItDoesNotNameClearsWhatItNullsAndKeepsHiddenSecrets() {
        long id = definitions.create(
                task("e", "@daily", "{\"password\": \"s3cret\", \"a\": [{\"token\": \"t1\"}]}"), ANN);
        sql("UPDATE scheduled_tasks SET next_run_at = now() + interval '1 h'");

        definitions.edit(
                id,
                new TaskEdit(
                        new Edit<>(null),
                        null,
                        new Edit<>("@hourly"),
                        null,
                        new Edit<>("{\"password\": \"•••\", \"a\": [{\"token\": \"•••\"}], \"more\": 1}"),
                        null,
                        null,
                        null,
                        null),
                null,
                ANN);

        Task edited = search.find(id).orElseThrow();
        assertThat(edited.name()).isNull();
        assertThat(edited.maxConcurrentRuns()).isEqualTo(7);
        assertThat(edited.nextRunAt())
                .as("a changed pattern never fires at once")
                .isNull();
        assertThat(edited.payload()).contains("s3cret", "t1", "\"more\": 1");
        AuditEntry entry = entered().get(1);
        assertThat(entry.action()).isEqualTo("edit");
        assertThat(entry.before() + entry.after())
                .contains("@daily", "@hourly", "•••")
                .doesNotContain("s3cret", "t1");
        assertThatThrownBy(() -> definitions.edit(
                        id,
                        new TaskEdit(null, null, null, null, new Edit<>("{\"new\": \"•••\"}"), null, null, null, null),
                        null,
                        ANN))
                .isInstanceOf(InvalidTaskException.class)
                .hasMessageContaining("payload.new");
    }

    @Test
    void anEditOfAVersionThatIsNoMoreIsRefused() {
        long id = definitions.create(task("v", "@daily", "{}"), ANN);
        String seen = search.find(id).orElseThrow().version();
        TaskEdit edit = new TaskEdit(null, null, null, null, null, new Edit<>(3), null, null, null);

        assertThat(definitions.edit(id, edit, seen, ANN)).isTrue();

        assertThatThrownBy(() -> definitions.edit(id, edit, seen, ANN))
                .isInstanceOf(TaskConflictException.class)
                .hasMessageContaining("has been changed meanwhile");
        sql("UPDATE scheduled_tasks SET fail_count = 3, next_run_at = now()");
        assertThat(definitions.edit(id, edit, search.find(id).orElseThrow().version(), ANN))
                .as("what the system itself changes is no edit")
                .isTrue();
        assertThat(definitions.edit(id + 1, edit, null, ANN)).isFalse();
    }

    @Test
    void aTakenNameNamesTheTaskThatHasIt() {
        long id = definitions.create(task("one", "@daily", "{}"), ANN);

        assertThatThrownBy(() -> definitions.create(task("one", null, "{}"), ANN))
                .isInstanceOfSatisfying(TaskConflictException.class, taken -> {
                    assertThat(taken.existingId()).isEqualTo(id);
                    assertThat(taken).hasMessage("name 'one' is taken by task " + id + ": names are unique");
                });
        assertThat(entered()).as("what failed is not entered").hasSize(1);
    }

    @Test
    void theTypeOfARunningTaskStays() {
        long id = definitions.create(task("r", "@daily", "{}"), ANN);
        sql("UPDATE scheduled_tasks SET locked_at = now()");

        assertThatThrownBy(() -> definitions.edit(
                        id,
                        new TaskEdit(null, new Edit<>(new TaskType("other")), null, null, null, null, null, null, null),
                        null,
                        ANN))
                .isInstanceOf(TaskConflictException.class)
                .hasMessageContaining("is running");
    }

    @Test
    void manyAskingWithOneKeyAtOnceMakeOneTask() {
        IdempotencyKeys keys = new IdempotencyKeys(database.dataSource());
        AtomicInteger made = new AtomicInteger();
        List<CompletableFuture<String>> askers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> keys.once(ANN, "k", "same", () -> {
                            made.incrementAndGet();
                            return String.valueOf(definitions.create(task(null, "@daily", "{}"), ANN));
                        })
                        .orElseThrow()))
                .toList();

        assertThat(askers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(made).hasValue(1);
        assertThat(search.count(TaskFilter.ALL)).isOne();
        assertThat(keys.once(ANN, "k", "other", () -> "never")).isEmpty();
        assertThat(keys.once(new Actor("ben", Face.API), "k", "other", () -> "his own"))
                .contains("his own");
        sql("UPDATE scheduled_task_idempotency_keys SET created_at = now() - interval '25 h'");
        assertThat(keys.forget(Duration.ofHours(24))).isEqualTo(2);
    }

    @Test
    void aCreationThatFailsLeavesItsKeyUnused() {
        IdempotencyKeys keys = new IdempotencyKeys(database.dataSource());
        assertThatThrownBy(() -> keys.once(ANN, "f", "same", () -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(keys.once(ANN, "f", "same", () -> "now")).contains("now");
    }

    private static NewTask task(@Nullable String name, @Nullable String pattern, String payload) {
        return new NewTask(name, new TaskType("x"), pattern, "UTC", payload, 0, null, null);
    }

    private static List<Long> found(
            @Nullable String text, List<String> statuses, @Nullable TaskState state, @Nullable String worker) {
        return search
                .all(new TaskFilter(text, List.of(), statuses, state, worker, List.of(), null, null, null))
                .stream()
                .map(Task::id)
                .toList();
    }

    /** What this test entered, oldest first. */
    private List<AuditEntry> entered() {
        return audit.search(AuditFilter.ALL, Long.MAX_VALUE, 100).stream()
                .filter(entry -> entry.id() > auditedBefore)
                .sorted(Comparator.comparingLong(AuditEntry::id))
                .toList();
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
