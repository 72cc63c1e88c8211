package dev.jobrunner.core.task;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.schedule.Blackout;
import dev.jobrunner.core.sql.Instants;
import dev.jobrunner.core.task.TaskConflictException.Kind;
import dev.jobrunner.core.text.SecretFields;
import java.sql.Types;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Creates and edits tasks. Each is one statement that also enters who did it and what it changed. */
public final class TaskDefinitions {

    private static final int TRIES = 5;

    private static final String CREATE =
            """
            WITH made AS (
                INSERT INTO scheduled_tasks (name, task_type, schedule_pattern, time_zone, payload, priority, next_run_at,
                                             max_concurrent_runs, status, starts_at, ends_at, jitter_seconds,
                                             catch_up, catch_up_limit, catch_up_window_seconds, calendar, in_blackout)
                VALUES (:name, :type, :pattern, :zone, CAST(:payload AS jsonb), :priority, :nextRunAt, :limit, :status,
                        :startsAt, :endsAt, :jitterSeconds, :catchUp, :catchUpLimit, :catchUpWindowSeconds, :calendar, :inBlackout)
                RETURNING *
            ),
            changed AS (
                SELECT o.id, o.name, CAST(NULL AS jsonb) AS was,\s""" + AuditedFields.of("o") + """
             AS becomes
                FROM made o
            )
            """ + AuditedFields.ENTERED + "SELECT c.id FROM changed c";

    private static final String EDIT = """
            WITH target AS MATERIALIZED (
                SELECT t.*
                FROM scheduled_tasks t
                WHERE t.id = :id
                  -- Nobody has changed the definition since it was read here, nor started it under another type.
                  AND\s""" + Task.VERSION + " = :version\n" + """
                  AND (t.locked_at IS NULL OR t.task_type = :type)
                FOR UPDATE
            ),
            changed AS (
                UPDATE scheduled_tasks t
                SET name = :name,
                    task_type = :type,
                    schedule_pattern = :pattern,
                    time_zone = :zone,
                    starts_at = :startsAt,
                    ends_at = :endsAt,
                    jitter_seconds = :jitterSeconds,
                    catch_up = :catchUp,
                    catch_up_limit = :catchUpLimit,
                    catch_up_window_seconds = :catchUpWindowSeconds,
                    calendar = :calendar,
                    in_blackout = :inBlackout,
                    payload = CAST(:payload AS jsonb),
                    priority = :priority,
                    max_concurrent_runs = :limit,
                    next_run_at = CASE WHEN :changesNextRun THEN CAST(:nextRunAt AS timestamptz) ELSE o.next_run_at END,
                    schedule_error = CASE WHEN :changesNextRun THEN NULL ELSE o.schedule_error END,
                    status = coalesce(CAST(:status AS text), o.status)
                FROM target o
                WHERE t.id = o.id
                RETURNING t.id, t.name,\s""" + AuditedFields.of("o") + " AS was, "
            + AuditedFields.of("t") + " AS becomes\n" + """
            )
            """ + AuditedFields.ENTERED + "SELECT c.id FROM changed c";

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
    private final ToIntFunction<TaskType> defaultLimit;
    private final OpenSlots calendars;

    /** @param defaultLimit {@code max_concurrent_runs} of a task for which nobody names any */
    public TaskDefinitions(DataSource dataSource, ToIntFunction<TaskType> defaultLimit) {
        this.jdbc = JdbcClient.create(dataSource);
        this.defaultLimit = defaultLimit;
        this.calendars = new OpenSlots(dataSource);
    }

    /**
     * @return the new task's id
     * @throws InvalidTaskException if the type would share its variables' names with another type
     * @throws TaskConflictException if another task has the name
     */
    public long create(NewTask task, Actor actor) {
        refuseSharedSpelling(task.type());
        Definition definition = calendars.open(Definition.of(task, defaultLimit));
        return storing(
                definition,
                () -> bound(CREATE, definition, actor, "create")
                        .param("wasMore", AuditedFields.NOTHING_MORE)
                        .param("becomesMore", more(definition.payload()))
                        .query(Long.class)
                        .single());
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
            if (write(task, edit, actor)) {
                return true;
            }
        }
        throw new TaskConflictException(
                Kind.CHANGED_MEANWHILE, "task " + id + " is being changed by others all the time: try again", null);
    }

    private boolean write(Task task, TaskEdit edit, Actor actor) {
        Definition definition = Definition.of(task, edit, defaultLimit);
        if (definition.hasOtherSlots(task)) {
            definition = calendars.open(definition);
        }
        if (!definition.type().name().equals(task.taskType())) {
            refuseSharedSpelling(definition.type());
        }
        return store(task, definition, actor);
    }

    private boolean store(Task task, Definition definition, Actor actor) {
        boolean samePayload = definition.payload().equals(task.payload());
        return storing(
                definition,
                () -> bound(EDIT, definition, actor, "edit")
                        .param("id", task.id())
                        .param("version", task.version())
                        .param("changesNextRun", definition.changesNextRun())
                        .param("wasMore", samePayload ? AuditedFields.NOTHING_MORE : more(task.payload()))
                        .param("becomesMore", samePayload ? AuditedFields.NOTHING_MORE : more(definition.payload()))
                        .query(Long.class)
                        .optional()
                        .isPresent());
    }

    private JdbcClient.StatementSpec bound(String sql, Definition task, Actor actor, String action) {
        Duration window = task.rules().catchUp().window();
        Blackout blackout = task.rules().blackout();
        return jdbc.sql(sql)
                .param("name", task.name(), Types.VARCHAR)
                .param("type", task.type().name())
                .param("pattern", task.schedulePattern(), Types.VARCHAR)
                .param("zone", task.timeZone())
                .param("startsAt", Instants.parameter(task.rules().startsAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("endsAt", Instants.parameter(task.rules().endsAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("jitterSeconds", task.rules().jitter().toSeconds())
                .param("catchUp", task.rules().catchUp().mode().word())
                .param("catchUpLimit", task.rules().catchUp().limit(), Types.INTEGER)
                .param("catchUpWindowSeconds", window == null ? null : window.toSeconds(), Types.INTEGER)
                .param("calendar", blackout == null ? null : blackout.calendar(), Types.VARCHAR)
                .param("inBlackout", (blackout == null ? Blackout.Mode.SKIP : blackout.mode()).word())
                .param("payload", task.payload())
                .param("priority", task.priority())
                .param("limit", task.maxConcurrentRuns())
                .param("nextRunAt", Instants.parameter(task.nextRunAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("status", task.status(), Types.VARCHAR)
                .param("actor", actor.name())
                .param("face", actor.face().word())
                .param("action", action);
    }

    private <T> T storing(Definition definition, Supplier<T> statement) {
        try {
            return statement.get();
        } catch (DuplicateKeyException e) {
            Long existing = jdbc.sql("SELECT t.id FROM scheduled_tasks t WHERE t.name = :name")
                    .param("name", definition.name(), Types.VARCHAR)
                    .query(Long.class)
                    .optional()
                    .orElse(null);
            throw new TaskConflictException(
                    Kind.NAME_TAKEN,
                    "name '" + definition.name() + "' is taken" + (existing == null ? "" : " by task " + existing)
                            + ": names are unique",
                    existing);
        } catch (DataIntegrityViolationException e) {
            String reason = String.valueOf(e.getMostSpecificCause().getMessage());
            if (reason.contains("scheduled_tasks_calendar_exists")) {
                throw calendars.unknown(definition);
            }
            throw new InvalidTaskException(
                    "payload",
                    definition.payload(),
                    "JSON that can be stored; the database says: "
                            + reason.lines().findFirst().orElse(""));
        }
    }

    private static TaskConflictException changedMeanwhile(Task task) {
        return new TaskConflictException(
                Kind.CHANGED_MEANWHILE,
                task.label() + " has been changed meanwhile, its version is " + task.version()
                        + " now: read it again, then edit",
                task.id());
    }

    private static String more(String payload) {
        return payload.equals("{}")
                ? AuditedFields.NOTHING_MORE
                : "{\"*\":{\"payload\":" + SecretFields.hide(payload) + "}}";
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
}
