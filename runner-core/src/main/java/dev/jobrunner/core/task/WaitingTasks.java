package dev.jobrunner.core.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets tasks go that wait for others. A statement of its own, after the ends of those others have been committed: of several that end
 * at the same time the last one's release sees all of them. Any number of workers and schedulers may release at once; rows that are
 * busy are left for the next time, so nothing waits and nothing can deadlock.
 */
public final class WaitingTasks {

    private static final int BATCH = 500;

    private static final String RELEASE = """
            WITH able AS MATERIALIZED (
                SELECT t.id, t.xmin AS row_version, s.runs, s.why
                FROM scheduled_tasks t
                CROSS JOIN LATERAL (
                    SELECT bool_and(u.state = 'succeeded' OR u.state <> 'pending' AND t.after_failed = 'run') IS NOT FALSE AS runs,
                           string_agg(u.why, ', ' ORDER BY u.upstream_id) AS why
                    FROM (SELECT d.upstream_id, x.state,
                                 coalesce(d.upstream_name, o.name, o.task_type || ' ' || o.id, CAST(d.upstream_id AS text))
                                 || CASE x.state
                                        WHEN 'deleted' THEN ' was deleted'
                                        WHEN 'disabled' THEN ' was disabled after failures'
                                        WHEN 'ended' THEN ' ended without having succeeded'
                                    END AS why
                          FROM scheduled_task_dependencies d
                          LEFT JOIN scheduled_tasks o ON o.id = d.upstream_id
                          CROSS JOIN LATERAL (
                              SELECT scheduled_task_upstream_state(o.id, o.status, o.last_status) AS state) x
                          WHERE d.task_id = t.id) u) s
                WHERE t.not_before IS NOT NULL
                  AND %s
                  AND (s.runs OR s.why IS NOT NULL AND t.after_failed = 'skip' AND t.status = 'active')
                LIMIT :batch
            ),
            -- As it was when it was looked at: who has changed the row since may have changed what it waits for.
            free AS MATERIALIZED (
                SELECT t.id, t.not_before, a.runs, a.why
                FROM able a
                JOIN scheduled_tasks t ON t.id = a.id AND t.xmin = a.row_version
                WHERE t.not_before IS NOT NULL
                ORDER BY t.id
                FOR UPDATE OF t SKIP LOCKED
            ),
            released AS (
                UPDATE scheduled_tasks t
                SET next_run_at = CASE WHEN f.runs THEN greatest(f.not_before, clock_timestamp()) END,
                    not_before = NULL,
                    status = CASE WHEN f.runs THEN t.status ELSE 'completed' END,
                    last_status = CASE WHEN f.runs THEN t.last_status ELSE 'ready' END,
                    attempt = CASE WHEN f.runs THEN t.attempt ELSE 0 END,
                    slot_payload = CASE WHEN f.runs THEN t.slot_payload END,
                    schedule_error = NULL
                FROM free f
                WHERE t.id = f.id
                RETURNING t.id, t.name, t.task_type, f.runs, f.not_before,
                          CASE WHEN NOT f.runs THEN 'skipped: ' || f.why END AS why
            ),
            recorded AS (
                INSERT INTO scheduled_task_logs (scheduled_task_id, task_type, task_name, status, error_message, executed_at,
                                                 started_at, finished_at, scheduled_for)
                SELECT r.id, r.task_type, r.name, 'skipped', r.why, clock_timestamp(), clock_timestamp(), clock_timestamp(),
                       r.not_before
                FROM released r
                WHERE NOT r.runs
            )
            SELECT r.id, r.name, r.task_type, r.why
            FROM released r
            ORDER BY r.id
            """;

    private static final String ALL = RELEASE.formatted("true");

    private static final String OF_SOME = RELEASE.formatted("""
            t.id IN (SELECT d.task_id
                     FROM scheduled_task_dependencies d
                     WHERE d.upstream_id = ANY (CAST(:upstream AS bigint[])))""");

    private final JdbcClient jdbc;

    public WaitingTasks(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Lets all go that can. */
    public List<Released> release() {
        List<Released> all = new ArrayList<>();
        List<Released> some;
        do {
            some = jdbc.sql(ALL).param("batch", BATCH).query(Released::of).list();
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }

    /**
     * Lets those go that waited for one of these, and whatever waited for a task that is skipped thereby.
     *
     * @param upstream ids of tasks that have come to an end
     */
    public List<Released> releaseAfter(Collection<Long> upstream) {
        List<Released> all = new ArrayList<>();
        Set<Long> ended = new LinkedHashSet<>(upstream);
        while (!ended.isEmpty()) {
            List<Released> some = jdbc.sql(OF_SOME)
                    .param("upstream", ended.toArray(Long[]::new))
                    .param("batch", BATCH)
                    .query(Released::of)
                    .list();
            all.addAll(some);
            if (some.size() < BATCH) {
                ended.clear();
            }
            some.stream().filter(Released::skipped).map(Released::taskId).forEach(ended::add);
        }
        return all;
    }

    /**
     * A task that waits no more.
     *
     * @param why it ends without having run; null where it is due
     */
    public record Released(
            long taskId,
            @Nullable String name,
            String taskType,
            @Nullable String why) {

        static Released of(ResultSet row, int number) throws SQLException {
            return new Released(
                    row.getLong("id"), row.getString("name"), row.getString("task_type"), row.getString("why"));
        }

        public boolean skipped() {
            return why != null;
        }
    }
}
