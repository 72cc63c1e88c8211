package dev.jobrunner.faults.evidence;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the database says.
 *
 * @param entries by run
 * @param tasks by id
 * @param open runs that are going on
 */
public record Ledger(Map<Long, Entry> entries, Map<Long, TaskRow> tasks, List<Long> open) {

    /** Reads what belongs to tasks with a greater id than {@code before}. */
    public static Ledger read(JdbcClient jdbc, long before) {
        Map<Long, Entry> entries = jdbc
                .sql(
                        "SELECT id, scheduled_task_id, status, coalesce(split_part(locked_by, '-', -2), '') AS pid,"
                                + " extract(epoch FROM finished_at) AS finished,"
                                + " coalesce(extract(epoch FROM scheduled_for), 0) AS slot FROM scheduled_task_logs WHERE scheduled_task_id > :before")
                .param("before", before)
                .query((row, number) -> new Entry(
                        row.getLong("id"),
                        row.getLong("scheduled_task_id"),
                        row.getString("status"),
                        row.getString("pid"),
                        Math.round(row.getDouble("finished") * 1_000),
                        Math.round(row.getDouble("slot") * 1_000)))
                .list()
                .stream()
                .collect(Collectors.toMap(Entry::run, entry -> entry));
        Map<Long, TaskRow> tasks = jdbc
                .sql(
                        "SELECT id, task_type, status, max_concurrent_runs, schedule_pattern IS NULL AS one_off FROM scheduled_tasks WHERE id > :before")
                .param("before", before)
                .query((row, number) -> new TaskRow(
                        row.getLong("id"),
                        row.getString("task_type"),
                        row.getString("status"),
                        row.getInt("max_concurrent_runs"),
                        row.getBoolean("one_off")))
                .list()
                .stream()
                .collect(Collectors.toMap(TaskRow::id, task -> task));
        List<Long> open = jdbc.sql("SELECT run_id FROM scheduled_tasks WHERE locked_at IS NOT NULL AND id > :before")
                .param("before", before)
                .query(Long.class)
                .list();
        return new Ledger(entries, tasks, open);
    }

    /**
     * A row of {@code scheduled_task_logs}.
     *
     * @param pid of the worker, as its name says
     * @param finishedAt in milliseconds since 1970
     * @param slot in milliseconds since 1970
     */
    public record Entry(long run, long task, String status, String pid, long finishedAt, long slot) {
        boolean completed() {
            return status.equals("completed");
        }
    }

    /** A row of {@code scheduled_tasks}. */
    public record TaskRow(long id, String type, String status, int limit, boolean oneOff) {}
}
