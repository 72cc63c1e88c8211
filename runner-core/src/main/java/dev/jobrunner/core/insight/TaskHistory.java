package dev.jobrunner.core.insight;

import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How tasks have fared: their last outcomes, how long they took, and a calendar. Ended runs only. */
public final class TaskHistory {

    private static final String LAST = """
            SELECT k.task_id, r.id, r.status, r.executed_at, r.seconds
            FROM unnest(:taskIds) AS k (task_id)
            CROSS JOIN LATERAL (
                SELECT l.id, l.status, l.executed_at,
                       CAST(extract(epoch FROM l.finished_at - l.started_at) AS float8) AS seconds
                FROM scheduled_task_logs l
                WHERE l.scheduled_task_id = k.task_id
                ORDER BY l.executed_at DESC, l.id DESC
                LIMIT :each) r
            ORDER BY k.task_id, r.executed_at, r.id
            """;

    private static final String DAYS = """
            SELECT CAST(l.executed_at AT TIME ZONE :zone AS date) AS day, coalesce(l.status, 'unknown') AS status,
                   count(*) AS runs
            FROM scheduled_task_logs l
            WHERE l.scheduled_task_id = :taskId
              AND l.executed_at >= CAST(:firstDay AS timestamp) AT TIME ZONE :zone
            GROUP BY 1, 2
            ORDER BY 1, 2
            """;

    private final JdbcClient jdbc;

    public TaskHistory(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * The last outcomes of many tasks, in one statement.
     *
     * @param each how many of each task at the most
     * @return oldest first; a task without any has no entry
     */
    public Map<Long, List<Outcome>> last(Collection<Long> taskIds, int each) {
        return jdbc
                .sql(LAST)
                .param("taskIds", taskIds.toArray(Long[]::new))
                .param("each", each)
                .query(Outcome::of)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Outcome::taskId, LinkedHashMap::new, Collectors.toList()));
    }

    /** The last outcomes of one task, oldest first. */
    public List<Outcome> last(long taskId, int most) {
        return last(List.of(taskId), most).getOrDefault(taskId, List.of());
    }

    /** How many runs of which outcome were claimed on which day of that zone, from {@code firstDay} on. */
    public Map<LocalDate, Map<String, Long>> days(long taskId, ZoneId zone, LocalDate firstDay) {
        Map<LocalDate, Map<String, Long>> days = new LinkedHashMap<>();
        jdbc.sql(DAYS)
                .param("taskId", taskId)
                .param("zone", zone.getId())
                .param("firstDay", firstDay.toString())
                .query(row -> {
                    days.computeIfAbsent(row.getObject("day", LocalDate.class), day -> new LinkedHashMap<>())
                            .put(row.getString("status"), row.getLong("runs"));
                });
        return days;
    }

    /**
     * How one run ended.
     *
     * @param status the ledger's word
     * @param seconds how long it took; null where that is not known
     */
    public record Outcome(
            long taskId,
            long runId,
            @Nullable String status,
            Instant executedAt,
            @Nullable Double seconds) {

        static Outcome of(ResultSet row, int number) throws SQLException {
            double seconds = row.getDouble("seconds");
            boolean unknown = row.wasNull();
            return new Outcome(
                    row.getLong("task_id"),
                    row.getLong("id"),
                    row.getString("status"),
                    Instants.required(row, "executed_at"),
                    unknown ? null : seconds);
        }
    }
}
