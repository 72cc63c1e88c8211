package dev.jobrunner.core.task;

import dev.jobrunner.core.text.Slips;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which tasks run after which, as rows of {@code scheduled_task_dependencies}. What cannot be is refused by the triggers of that table
 * ({@code V25}), so that SQL by hand meets the same rules; here it only gets its words. Within the caller's transaction.
 */
final class Dependencies {

    private static final String CONSTRAINTS = "scheduled_task_dependencies_";

    /** The lock of the trigger {@code scheduled_task_dependencies_one_at_a_time}, before any row is locked. */
    private static final String LOCK =
            "SELECT CAST(pg_advisory_xact_lock(1785885798, hashtext(current_schema())) AS text)";

    private static final String NAMED = """
            SELECT t.id, t.name
            FROM scheduled_tasks t
            WHERE t.id = ANY (CAST(:ids AS bigint[])) OR t.name = ANY (:names)
            """;

    private static final String REMOVE = """
            DELETE FROM scheduled_task_dependencies d
            WHERE d.task_id = :task AND d.upstream_id <> ALL (CAST(:upstream AS bigint[]))
            """;

    private static final String ADD = """
            INSERT INTO scheduled_task_dependencies (task_id, upstream_id)
            SELECT :task, u.id
            FROM unnest(CAST(:upstream AS bigint[])) u (id)
            ON CONFLICT DO NOTHING
            """;

    private static final String NAMES_OF_ABOUT_THAT_LENGTH = """
            SELECT t.name
            FROM scheduled_tasks t
            WHERE length(t.name) BETWEEN :least AND :most
            ORDER BY t.name
            LIMIT 10000
            """;

    private final JdbcClient jdbc;

    Dependencies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Until the end of the transaction nobody else changes what runs after what. */
    void lock() {
        jdbc.sql(LOCK).query(String.class).single();
    }

    /**
     * The task runs after these from now on, and after no others.
     *
     * @throws InvalidTaskException if one of them does not exist, recurs, or waits for the task itself
     */
    void replace(long taskId, After after) {
        Long[] upstream = resolved(after.tasks()).toArray(Long[]::new);
        jdbc.sql(REMOVE).param("task", taskId).param("upstream", upstream).update();
        if (upstream.length == 0) {
            return;
        }
        try {
            jdbc.sql(ADD).param("task", taskId).param("upstream", upstream).update();
        } catch (DataIntegrityViolationException e) {
            if (!refused(e)) {
                throw e;
            }
            throw new InvalidTaskException(
                    "after",
                    String.join(",", after.tasks()),
                    "what can come true; " + message(e).getMessage());
        }
    }

    /** Whether one of the rules about what can run after what has refused it. */
    static boolean refused(DataIntegrityViolationException refusal) {
        return refusal.getMostSpecificCause() instanceof PSQLException e
                && e.getServerErrorMessage() != null
                && String.valueOf(e.getServerErrorMessage().getConstraint()).startsWith(CONSTRAINTS);
    }

    private static ServerErrorMessage message(DataIntegrityViolationException refusal) {
        if (refusal.getMostSpecificCause() instanceof PSQLException e && e.getServerErrorMessage() != null) {
            return e.getServerErrorMessage();
        }
        throw refusal;
    }

    private Set<Long> resolved(List<String> tasks) {
        List<TaskSelector> wanted = tasks.stream().map(TaskSelector::parse).toList();
        List<Named> found = jdbc.sql(NAMED)
                .param("ids", wanted.stream().map(TaskSelector::id).toArray(Long[]::new))
                .param("names", wanted.stream().map(TaskSelector::name).toArray(String[]::new))
                .query(Named::of)
                .list();
        return wanted.stream().map(each -> idOf(each, found)).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private long idOf(TaskSelector wanted, List<Named> found) {
        return found.stream()
                .filter(each -> wanted.id() != null
                        ? each.id() == wanted.id()
                        : String.valueOf(wanted.name()).equals(each.name()))
                .mapToLong(Named::id)
                .findFirst()
                .orElseThrow(() -> {
                    String text = String.valueOf(wanted.id() != null ? wanted.id() : wanted.name());
                    return new InvalidTaskException(
                            "after", text, "the name or id of a task that exists" + suggestion(text));
                });
    }

    private String suggestion(String typed) {
        int slips = typed.length() < 5 ? 1 : 2;
        return jdbc
                .sql(NAMES_OF_ABOUT_THAT_LENGTH)
                .param("least", typed.length() - slips)
                .param("most", typed.length() + slips)
                .query(String.class)
                .list()
                .stream()
                .filter(name -> Slips.between(name, typed) <= slips)
                .min(Comparator.comparingInt(name -> Slips.between(name, typed)))
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
    }

    private record Named(long id, String name) {
        static Named of(ResultSet row, int number) throws SQLException {
            return new Named(row.getLong("id"), String.valueOf(row.getString("name")));
        }
    }
}
