package dev.jobrunner.core.task;

import dev.jobrunner.core.sql.Instants;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Creating, finding and changing tasks for people. Each change is one statement that is safe while workers and schedulers
 * work on the same rows. Answers are the number of tasks changed.
 */
public final class TaskStore {

    private static final String SELECTED = """
            WHERE (CAST(:id AS bigint) IS NULL OR t.id = :id)
              AND (CAST(:name AS text) IS NULL OR t.name = :name)
              AND (CAST(:taskType AS text) IS NULL OR t.task_type = :taskType)
            """;

    private static final String CREATE = """
            INSERT INTO scheduled_tasks (name, task_type, schedule_pattern, time_zone, payload, priority, next_run_at,
                                         max_concurrent_runs, status)
            VALUES (:name, :type, :pattern, :zone, CAST(:payload AS jsonb), :priority, :runAt, :limit, 'active')
            RETURNING id
            """;

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

    /** @param defaultLimit {@code max_concurrent_runs} of a new task that names none */
    public TaskStore(DataSource dataSource, ToIntFunction<TaskType> defaultLimit) {
        this.jdbc = JdbcClient.create(dataSource);
        this.defaultLimit = defaultLimit;
    }

    /**
     * @return the new task's id
     * @throws InvalidTaskException if the name is taken, the payload is not JSON, or the type would share its variables'
     *     names with another type
     */
    public long create(NewTask task) {
        refuseSharedSpelling(task.type());
        Integer limit = task.maxConcurrentRuns();
        try {
            return jdbc.sql(CREATE)
                    .param("name", task.name(), Types.VARCHAR)
                    .param("type", task.type().name())
                    .param("pattern", task.schedulePattern(), Types.VARCHAR)
                    .param("zone", task.timeZone())
                    .param("payload", task.payload())
                    .param("priority", task.priority())
                    .param("runAt", Instants.parameter(task.runAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                    .param("limit", limit != null ? limit : defaultLimit.applyAsInt(task.type()))
                    .query(Long.class)
                    .single();
        } catch (DuplicateKeyException e) {
            throw new InvalidTaskException("name '" + task.name() + "' is taken: names are unique");
        } catch (DataIntegrityViolationException e) {
            String reason = String.valueOf(e.getMostSpecificCause().getMessage());
            throw new InvalidTaskException("payload is not JSON that can be stored: "
                    + reason.lines().findFirst().orElse(""));
        }
    }

    public Optional<Task> find(TaskSelector selector) {
        return select(selector, "").stream().findFirst();
    }

    /** All tasks, or those of one type, by id. */
    public List<Task> list(Optional<String> taskType) {
        return jdbc.sql(
                        "SELECT " + Task.COLUMNS
                                + " FROM scheduled_tasks t WHERE CAST(:taskType AS text) IS NULL OR t.task_type = :taskType ORDER BY t.id")
                .param("taskType", taskType.orElse(null), Types.VARCHAR)
                .query(Task::of)
                .list();
    }

    /** No new run starts; one that is going on goes on. */
    public int pause(TaskSelector selector) {
        return change("SET status = 'paused'", selector, "AND t.status = 'active'");
    }

    /** Paused tasks become active; what was due meanwhile is caught up with one run. */
    public int resume(TaskSelector selector) {
        return change("SET status = 'active'", selector, "AND t.status = 'paused'");
    }

    /** Due at once. A finished one-off task runs again; paused and disabled ones are not touched. */
    public int run(TaskSelector selector) {
        return change(
                "SET next_run_at = now(), status = 'active'",
                selector,
                "AND (t.status = 'active' OR (t.status = 'completed' AND t.schedule_pattern IS NULL))");
    }

    /** Forgets the failures and makes disabled tasks active. */
    public int reset(TaskSelector selector) {
        return change("""
                SET fail_count = 0,
                    loss_count = 0,
                    status = 'active',
                    last_status = CASE WHEN t.locked_at IS NULL THEN 'ready' ELSE t.last_status END,
                    schedule_error = NULL
                """, selector, "AND t.status IN ('active', 'disabled')");
    }

    /** Takes the lock away. A living worker stops the run within two heartbeats, and only then the task can run again. */
    public int unlock(TaskSelector selector) {
        return change("SET locked_at = NULL, locked_by = NULL", selector, "AND t.locked_at IS NOT NULL");
    }

    /** Asks the worker to end the run; it ends as {@code cancelled}, without a retry. */
    public int cancel(TaskSelector selector) {
        return change("SET cancel_requested_at = now()", selector, "AND t.lock_token IS NOT NULL");
    }

    /** Removes tasks; the ledger of their runs stays. */
    public int remove(TaskSelector selector) {
        return bound("DELETE FROM scheduled_tasks t " + SELECTED, selector).update();
    }

    private int change(String set, TaskSelector selector, String condition) {
        return bound("UPDATE scheduled_tasks t " + set + " " + SELECTED + condition, selector)
                .update();
    }

    private List<Task> select(TaskSelector selector, String condition) {
        return bound(
                        "SELECT " + Task.COLUMNS + " FROM scheduled_tasks t " + SELECTED + condition + " ORDER BY t.id",
                        selector)
                .query(Task::of)
                .list();
    }

    private JdbcClient.StatementSpec bound(String sql, TaskSelector selector) {
        return jdbc.sql(sql)
                .param("id", selector.id(), Types.BIGINT)
                .param("name", selector.name(), Types.VARCHAR)
                .param("taskType", selector.taskType(), Types.VARCHAR);
    }

    private void refuseSharedSpelling(TaskType type) {
        jdbc.sql(SAME_SPELLING)
                .param("environmentName", type.environmentName())
                .param("type", type.name())
                .query(String.class)
                .optional()
                .ifPresent(other -> {
                    throw new InvalidTaskException("task_type '" + type + "' is not allowed: '" + other
                            + "' exists, and both would be " + type.environmentName() + " in variables");
                });
    }
}
