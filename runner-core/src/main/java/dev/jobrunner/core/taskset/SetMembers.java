package dev.jobrunner.core.taskset;

import dev.jobrunner.core.sql.Instants;
import dev.jobrunner.core.task.Managed;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
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

    /** Parameter {@code unsaid}: fields about which nothing is declared. */
    private static final String REMEMBER = """
            INSERT INTO scheduled_task_set_members AS m (task_id, task_set, applied)
            SELECT t.id, :set, (""" + Managed.FIELDS + """
                   || jsonb_build_object('next_run_at', CAST(:nextRunAt AS timestamptz) AT TIME ZONE 'UTC')) - CAST(:unsaid AS text[])
            FROM scheduled_tasks t
            WHERE t.id = :id
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

    /** Remembers the task as it is now for as it was declared. */
    void remember(String set, long taskId, DeclaredTask declared) {
        List<String> unsaid = new ArrayList<>(List.of(Fields.LIMIT, Fields.NEXT_RUN, Fields.STATUS));
        unsaid.removeAll(Fields.of(declared).keySet());
        jdbc.sql(REMEMBER)
                .param("id", taskId)
                .param("set", set)
                .param("unsaid", unsaid.toArray(String[]::new))
                .param("nextRunAt", Instants.parameter(declared.task().runAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
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
