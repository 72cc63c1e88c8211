package dev.jobrunner.core.task;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.task.TaskChange.Refusal;
import dev.jobrunner.core.text.SecretFields;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does a {@link TaskAction} to one task, to some, or to all that match, in one statement that also enters who did it and what
 * it changed.
 */
public final class TaskChanges {

    private static final String TARGETS = """
            WITH target AS MATERIALIZED (
                SELECT t.*
                FROM scheduled_tasks t
                WHERE %s
                  AND (%s)
                ORDER BY t.id
                FOR UPDATE
            )
            """;

    private static final String CHANGED =
            """
            , changed AS (
                UPDATE scheduled_tasks t
                %s
                FROM target o
                WHERE t.id = o.id
                RETURNING t.id, t.name,\s""" + AuditedFields.of("o") + " AS was, " + AuditedFields.of("t") + " AS becomes\n" + """
            )
            """;

    private static final String DELETED =
            """
            , changed AS (
                DELETE FROM scheduled_tasks t
                USING target o
                WHERE t.id = o.id
                RETURNING t.id, t.name,\s""" + AuditedFields.of("o") + " AS was, CAST(NULL AS jsonb) AS becomes\n" + """
            )
            """;

    /** Tasks that were meant, as they stood before, by what decides about them. */
    private static final String TALLY = """
            SELECT t.status, t.locked_at IS NOT NULL AS locked, t.lock_token IS NOT NULL AS claimed,
                   t.schedule_pattern IS NULL AS one_off, %s AS changes, count(*) AS tasks
            FROM scheduled_tasks t
            WHERE %s
            GROUP BY 1, 2, 3, 4, 5
            ORDER BY 6 DESC
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final StuckAfter stuckAfter;

    public TaskChanges(DataSource dataSource, StuckAfter stuckAfter) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.stuckAfter = stuckAfter;
    }

    /** Does it, for all that match and can be changed. */
    public TaskChange apply(TaskAction action, TaskFilter filter, Actor actor) {
        return apply(action, filter, actor, null);
    }

    /**
     * Does it as somebody agreed to it.
     *
     * @param most how many tasks they were told of
     * @return empty if it would have been more, since others match by now; then nothing is done
     */
    public Optional<TaskChange> applyToAtMost(long most, TaskAction action, TaskFilter filter, Actor actor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            TaskChange change = apply(action, filter, actor);
            if (change.changed() <= most) {
                return Optional.of(change);
            }
            status.setRollbackOnly();
            return Optional.<TaskChange>empty();
        }));
    }

    /**
     * Makes tasks due at once, with another payload for this one slot.
     *
     * @param payload JSON
     * @throws InvalidTaskException if it is not JSON that can be stored
     */
    public TaskChange run(TaskFilter filter, String payload, Actor actor) {
        return apply(TaskAction.RUN, filter, actor, Payload.checked(payload));
    }

    /** What {@link #apply} would do. */
    public TaskChange preview(TaskAction action, TaskFilter filter) {
        TaskCriteria criteria = TaskCriteria.of(filter, stuckAfter);
        return summary(
                action,
                criteria.bind(jdbc.sql(TALLY.formatted("(" + action.condition() + ")", criteria.condition())))
                        .query(Tally::of)
                        .list());
    }

    private TaskChange apply(TaskAction action, TaskFilter filter, Actor actor, @Nullable String payload) {
        TaskCriteria criteria = TaskCriteria.of(filter, stuckAfter);
        String change = action == TaskAction.DELETE ? DELETED : CHANGED.formatted(action.set());
        String sql = TARGETS.formatted(criteria.condition(), action.condition())
                + change
                + AuditedFields.ENTERED
                + TALLY.formatted("t.id IN (SELECT c.id FROM changed c)", criteria.condition());
        JdbcClient.StatementSpec statement = criteria.bind(jdbc.sql(sql))
                .param("actor", actor.name())
                .param("face", actor.face().word())
                .param("action", action.word())
                .param("wasMore", action == TaskAction.DELETE ? payloads(criteria) : AuditedFields.NOTHING_MORE)
                .param("becomesMore", payload == null ? AuditedFields.NOTHING_MORE : given(payload));
        if (action == TaskAction.RUN) {
            statement = statement.param("payload", payload, Types.VARCHAR);
        }
        return summary(action, statement.query(Tally::of).list());
    }

    private static String given(String payload) {
        return "{\"*\":{\"next_payload\":" + SecretFields.hide(payload) + "}}";
    }

    /** The payloads that go with their tasks, secrets hidden. */
    private String payloads(TaskCriteria criteria) {
        return criteria
                .bind(jdbc.sql("SELECT t.id, t.payload FROM scheduled_tasks t WHERE t.payload <> '{}' AND "
                        + criteria.condition()))
                .query((row, number) -> "\"" + row.getLong("id") + "\":{\"payload\":"
                        + SecretFields.hide(row.getString("payload")) + "}")
                .list()
                .stream()
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static TaskChange summary(TaskAction action, List<Tally> tallies) {
        long changed = 0;
        long matched = 0;
        Map<String, Long> refused = new LinkedHashMap<>();
        for (Tally each : tallies) {
            matched += each.tasks();
            if (each.changes()) {
                changed += each.tasks();
            } else {
                refused.merge(action.whyNot(each.standing()), each.tasks(), Long::sum);
            }
        }
        return new TaskChange(
                matched,
                changed,
                refused.entrySet().stream()
                        .map(each -> new Refusal(each.getKey(), each.getValue()))
                        .toList());
    }

    private record Tally(Standing standing, boolean changes, long tasks) {
        static Tally of(ResultSet row, int number) throws SQLException {
            return new Tally(
                    new Standing(
                            row.getString("status"),
                            row.getBoolean("locked"),
                            row.getBoolean("claimed"),
                            row.getBoolean("one_off")),
                    row.getBoolean("changes"),
                    row.getLong("tasks"));
        }
    }
}
