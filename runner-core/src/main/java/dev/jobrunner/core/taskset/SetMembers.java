package dev.jobrunner.core.taskset;

import dev.jobrunner.core.sql.Instants;
import dev.jobrunner.core.task.Managed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers which tasks sets declare, and what was applied. */
final class SetMembers {

    private static final String CONCERNED = """
            SELECT t.id
            FROM scheduled_tasks t
            WHERE t.name = ANY (:names)
               OR t.id IN (SELECT m.task_id FROM scheduled_task_set_members m WHERE m.task_set = :set)
            ORDER BY t.id
            """;

    private static final String OF_SET = """
            SELECT m.task_id, m.task_set, m.applied ->> 'name' AS name, m.pruned,
                   CAST(m.applied ->> 'next_run_at' AS timestamp) AT TIME ZONE 'UTC' AS next_run_at
            FROM scheduled_task_set_members m
            WHERE m.task_set = :set
            """;

    /** One statement however many they are, since their rows are locked meanwhile. */
    private static final String REMEMBER = """
            INSERT INTO scheduled_task_set_members AS m (task_id, task_set, applied)
            SELECT t.id, :set, (""" + Managed.FIELDS + """
                   || jsonb_build_object('next_run_at', CAST(d.next_run_at AS timestamptz) AT TIME ZONE 'UTC'))
                   -- About these nothing is declared.
                   - string_to_array(d.unsaid, ',')
            FROM unnest(CAST(:ids AS bigint[]), CAST(:unsaid AS text[]), CAST(:nextRuns AS text[]))
                 AS d (id, unsaid, next_run_at)
            JOIN scheduled_tasks t ON t.id = d.id
            ON CONFLICT (task_id) DO UPDATE
                SET task_set = excluded.task_set, applied = excluded.applied, pruned = false, applied_at = now()
                WHERE (m.task_set, m.applied, m.pruned) IS DISTINCT FROM (excluded.task_set, excluded.applied, false)
            """;

    private final JdbcClient jdbc;

    SetMembers(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Applying is one at a time in a database: two that make a task of the same name wait for each other, not crosswise. */
    void lockOthersOut() {
        jdbc.sql("SELECT 1 FROM pg_advisory_xact_lock(CAST(:space AS integer), hashtext(current_schema()))")
                .param("space", 0x6a72_7473)
                .query(Integer.class)
                .single();
    }

    /** Ids of the tasks that the set declares or has declared. */
    List<Long> concerned(TaskSet set) {
        return concerned(set, CONCERNED);
    }

    /** The same; they stay as they are to the end of the transaction. */
    List<Long> locked(TaskSet set) {
        return concerned(set, CONCERNED + "FOR UPDATE");
    }

    private List<Long> concerned(TaskSet set, String sql) {
        return jdbc.sql(sql)
                .param("names", set.tasks().stream().map(DeclaredTask::name).toArray(String[]::new))
                .param("set", set.name())
                .query(Long.class)
                .list();
    }

    List<Member> of(String set) {
        return jdbc.sql(OF_SET)
                .param("set", set)
                .query((row, number) -> new Member(
                        row.getLong("task_id"),
                        row.getString("task_set"),
                        row.getString("name"),
                        Instants.nullable(row, "next_run_at"),
                        row.getBoolean("pruned")))
                .list();
    }

    /** Remembers tasks, by their ids, as they are now for as they were declared. */
    void remember(String set, Map<Long, DeclaredTask> declared) {
        jdbc.sql(REMEMBER)
                .param("set", set)
                .param("ids", declared.keySet().toArray(Long[]::new))
                .param("unsaid", of(declared, SetMembers::unsaid))
                .param(
                        "nextRuns",
                        of(
                                declared,
                                each -> each.task().runAt() == null
                                        ? null
                                        : each.task().runAt().toString()))
                .update();
    }

    private static @Nullable String[] of(
            Map<Long, DeclaredTask> declared, Function<DeclaredTask, @Nullable String> column) {
        return declared.values().stream().map(column).toArray(String[]::new);
    }

    private static String unsaid(DeclaredTask declared) {
        List<String> unsaid = new ArrayList<>(List.of(Fields.LIMIT, Fields.NEXT_RUN, Fields.STATUS));
        unsaid.removeAll(Fields.of(declared).keySet());
        return String.join(",", unsaid);
    }

    void markPruned(long taskId) {
        jdbc.sql("UPDATE scheduled_task_set_members SET pruned = true WHERE task_id = :id")
                .param("id", taskId)
                .update();
    }

    void forget(long taskId) {
        jdbc.sql("DELETE FROM scheduled_task_set_members WHERE task_id = :id")
                .param("id", taskId)
                .update();
    }
}
