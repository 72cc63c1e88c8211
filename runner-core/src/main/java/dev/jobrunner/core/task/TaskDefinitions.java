package dev.jobrunner.core.task;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.task.TaskConflictException.Kind;
import java.sql.Types;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates and edits tasks, and what they run after. Either all of what is asked for is done, or nothing. */
public final class TaskDefinitions {

    private static final int TRIES = 5;

    /** Through the claim index, so that creating a task does not cost a walk over all of them. */
    private static final String SAME_SPELLING = """
            SELECT t.task_type
            FROM scheduled_tasks t
            WHERE t.status = 'active'
              AND scheduled_task_environment_name(t.task_type) = :environmentName
              AND t.task_type <> :type
            LIMIT 1
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final DefinitionStatements statements;
    private final Dependencies dependencies;
    private final ToIntFunction<TaskType> defaultLimit;
    private final OpenSlots calendars;

    /** @param defaultLimit {@code max_concurrent_runs} of a task for which nobody names any */
    public TaskDefinitions(DataSource dataSource, ToIntFunction<TaskType> defaultLimit) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        // where the caller has one already, what is refused must not spoil it
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.statements = new DefinitionStatements(jdbc);
        this.dependencies = new Dependencies(jdbc);
        this.defaultLimit = defaultLimit;
        this.calendars = new OpenSlots(dataSource);
    }

    /**
     * @return the new task's id
     * @throws InvalidTaskException if the type would share its variables' names with another type, or a task that it is to run after
     *     does not exist
     * @throws TaskConflictException if another task has the name
     */
    public long create(NewTask task, Actor actor) {
        return create(List.of(task), actor).get(0);
    }

    /**
     * All of them, or none. They may run after each other, in whatever order they come.
     *
     * @return the new tasks' ids, in the same order
     * @throws InvalidTaskException as above, or if they would wait for each other for ever
     * @throws TaskConflictException if another task has one of the names
     */
    public List<Long> create(List<NewTask> tasks, Actor actor) {
        List<Definition> definitions =
                tasks.stream().map(task -> Definition.of(task, defaultLimit)).toList();
        definitions.stream().map(Definition::type).distinct().forEach(this::refuseSharedSpelling);
        definitions.forEach(calendars::open);
        return inOne(() -> {
            if (definitions.stream().anyMatch(each -> !each.after().isNone())) {
                dependencies.lock();
            }
            List<Long> ids = definitions.stream()
                    .map(each -> storing(each, () -> statements.create(each, actor)))
                    .toList();
            for (int i = 0; i < ids.size(); i++) {
                dependencies.replace(ids.get(i), definitions.get(i).after());
            }
            return ids;
        });
    }

    /**
     * @param expectedVersion {@link Task#version} that the caller has seen; null: whatever it is now
     * @return false if there is no such task
     * @throws InvalidTaskException if a value is not allowed
     * @throws dev.jobrunner.core.schedule.InvalidScheduleException if pattern or zone are not
     * @throws TaskConflictException if the definition has been changed meanwhile, another task has the name, or it is running
     */
    public boolean edit(long id, TaskEdit edit, @Nullable String expectedVersion, Actor actor) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Task> found = jdbc.sql("SELECT " + Task.COLUMNS + " FROM scheduled_tasks t WHERE t.id = :id")
                    .param("id", id)
                    .query(Task::of)
                    .optional();
            if (found.isEmpty()) {
                return false;
            }
            Task task = found.get();
            if (expectedVersion != null && !expectedVersion.equals(task.version())) {
                throw changedMeanwhile(task);
            }
            if (inOne(() -> write(task, edit, actor))) {
                return true;
            }
        }
        throw new TaskConflictException(
                Kind.CHANGED_MEANWHILE, "task " + id + " is being changed by others all the time: try again", null);
    }

    private boolean write(Task task, TaskEdit edit, Actor actor) {
        Definition definition = Definition.of(task, edit, defaultLimit);
        if (definition.hasOtherSlots(task)) {
            calendars.open(definition);
        }
        if (!definition.type().name().equals(task.taskType())) {
            refuseSharedSpelling(definition.type());
        }
        if (definition.after().tasks().equals(task.after().tasks())) {
            return storing(definition, () -> statements.edit(task, task.version(), definition, actor));
        }
        dependencies.lock();
        if (!statements.lock(task.id()).equals(Optional.of(task.version()))) {
            return false;
        }
        dependencies.replace(task.id(), definition.after());
        String version = statements.lock(task.id()).orElseThrow();
        return storing(definition, () -> statements.edit(task, version, definition, actor));
    }

    private <T> T inOne(Supplier<T> work) {
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                T done = work.get();
                if (done.equals(false)) {
                    status.setRollbackOnly();
                }
                return done;
            }));
        } catch (Unstored e) {
            throw refusal(e.definition, e.refusal);
        }
    }

    private static <T> T storing(Definition definition, Supplier<T> statement) {
        try {
            return statement.get();
        } catch (DataIntegrityViolationException e) {
            throw new Unstored(definition, e);
        }
    }

    private RuntimeException refusal(Definition definition, DataIntegrityViolationException refusal) {
        if (refusal instanceof DuplicateKeyException) {
            Long existing = holderOf(definition.name());
            return new TaskConflictException(
                    Kind.NAME_TAKEN,
                    "name '" + definition.name() + "' is taken" + (existing == null ? "" : " by task " + existing)
                            + ": names are unique",
                    existing);
        }
        if (Dependencies.refused(refusal)) {
            return new InvalidTaskException(
                    "schedule_pattern",
                    String.valueOf(definition.schedulePattern()),
                    "none while others wait for this task: only tasks that run once can be waited for");
        }
        String reason = String.valueOf(refusal.getMostSpecificCause().getMessage());
        if (reason.contains("scheduled_tasks_calendar_exists")) {
            return calendars.unknown(definition);
        }
        return new InvalidTaskException(
                "payload",
                definition.payload(),
                "JSON that can be stored; the database says: "
                        + reason.lines().findFirst().orElse(""));
    }

    /** Null where it cannot be found out: within a transaction of the caller, which has failed by now. */
    private @Nullable Long holderOf(@Nullable String name) {
        try {
            return jdbc.sql("SELECT t.id FROM scheduled_tasks t WHERE t.name = :name")
                    .param("name", name, Types.VARCHAR)
                    .query(Long.class)
                    .optional()
                    .orElse(null);
        } catch (DataAccessException e) {
            return null;
        }
    }

    private static TaskConflictException changedMeanwhile(Task task) {
        return new TaskConflictException(
                Kind.CHANGED_MEANWHILE,
                task.label() + " has been changed meanwhile, its version is " + task.version()
                        + " now: read it again, then edit",
                task.id());
    }

    private void refuseSharedSpelling(TaskType type) {
        jdbc.sql(SAME_SPELLING)
                .param("environmentName", type.environmentName())
                .param("type", type.name())
                .query(String.class)
                .optional()
                .ifPresent(other -> {
                    throw new InvalidTaskException(
                            "task_type",
                            type.name(),
                            "another name: '" + other + "' exists, and both would be " + type.environmentName()
                                    + " in variables");
                });
    }

    /** The database does not take it, and its transaction has to be over before anything else can be asked. */
    private static final class Unstored extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient Definition definition;
        private final DataIntegrityViolationException refusal;

        Unstored(Definition definition, DataIntegrityViolationException refusal) {
            super(refusal);
            this.definition = definition;
            this.refusal = refusal;
        }
    }
}
