package dev.jobrunner.core.insight;

import dev.jobrunner.core.sql.FreshPlans;
import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Groups failed and lost runs by the type of their task and by their error. Looks at the newest {@value #MOST} failures of
 * the time range, so that its time has a bound: telling messages apart costs 5 µs each.
 */
public final class FailureGroups {

    static final int MOST = 10_000;

    /** What differs between two occurrences of the same fault: quoted words, hexadecimal ids, numbers. */
    private static final String GROUPS = """
            WITH newest AS MATERIALIZED (
                -- Each outcome in the order of its index; only then what is the newest of both.
                (SELECT l.id, l.scheduled_task_id, l.task_type, l.executed_at, left(l.error_message, 1000) AS message
                 FROM scheduled_task_logs l
                 WHERE l.status = 'failed'
                   AND l.status <> 'completed'
                   AND l.executed_at >= coalesce(CAST(:from AS timestamptz), '-infinity')
                   AND l.executed_at < coalesce(CAST(:to AS timestamptz), 'infinity')
                 ORDER BY l.executed_at DESC
                 LIMIT :most)
                UNION ALL
                (SELECT l.id, l.scheduled_task_id, l.task_type, l.executed_at, left(l.error_message, 1000) AS message
                 FROM scheduled_task_logs l
                 WHERE l.status = 'lost'
                   AND l.status <> 'completed'
                   AND l.executed_at >= coalesce(CAST(:from AS timestamptz), '-infinity')
                   AND l.executed_at < coalesce(CAST(:to AS timestamptz), 'infinity')
                 ORDER BY l.executed_at DESC
                 LIMIT :most)
                ORDER BY executed_at DESC
                LIMIT :most
            ),
            failures AS MATERIALIZED (
                SELECT n.id, n.scheduled_task_id, n.task_type, n.executed_at,
                       regexp_replace(
                           left(split_part(coalesce(n.message, 'no message'), E'\\n', 1), 300),
                           '"[^"]*"|''[^'']*''|\\m[0-9a-fA-F]{8,}(-[0-9a-fA-F]{4,}){0,4}\\M|\\m0[xX][0-9a-fA-F]+\\M|\\d+',
                           '#', 'g') AS error
                FROM newest n
            ),
            grouped AS MATERIALIZED (
                SELECT substr(md5(coalesce(f.task_type, '') || E'\\n' || f.error), 1, 16) AS "group",
                       f.task_type, f.error, count(*) AS failures, min(f.executed_at) AS first_seen,
                       max(f.executed_at) AS last_seen, max(f.id) AS last_run_id,
                       array_agg(DISTINCT f.scheduled_task_id) AS task_ids,
                       (SELECT min(executed_at) FROM failures) AS counted_from,
                       (SELECT count(*) FROM failures) AS counted
                FROM failures f
                GROUP BY f.task_type, f.error
            )
            SELECT g.*, l.error_message AS message, l.task_name, s.failing, s.retry_ids
            FROM grouped g
            JOIN scheduled_task_logs l ON l.id = g.last_run_id
            CROSS JOIN LATERAL (
                SELECT count(*) AS failing,
                       coalesce(array_agg(t.id ORDER BY t.id) FILTER (WHERE t.locked_at IS NULL), '{}') AS retry_ids
                FROM scheduled_tasks t
                WHERE t.id = ANY (g.task_ids)
                  AND (t.status = 'disabled' OR (t.status = 'active' AND t.fail_count > 0))) s
            ORDER BY s.failing > 0 DESC, g.last_seen DESC, g."group"
            """;

    private final FreshPlans plans;

    public FailureGroups(DataSource dataSource) {
        this.plans = new FreshPlans(dataSource);
    }

    /**
     * The groups of the failures claimed from {@code from} on and before {@code to}; null does not restrict. Those that
     * still fail come first, then by when they were last seen, newest first.
     */
    public Found find(@Nullable Instant from, @Nullable Instant to) {
        return plans.read(jdbc -> find(jdbc, from, to));
    }

    private static Found find(JdbcClient jdbc, @Nullable Instant from, @Nullable Instant to) {
        AtomicReference<@Nullable Instant> countedFrom = new AtomicReference<>();
        List<FailureGroup> groups = jdbc.sql(GROUPS)
                .param("from", Instants.parameter(from), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("to", Instants.parameter(to), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("most", MOST)
                .query((row, number) -> {
                    if (row.getLong("counted") >= MOST) {
                        countedFrom.set(Instants.required(row, "counted_from"));
                    }
                    return group(row);
                })
                .list();
        return new Found(groups, countedFrom.get());
    }

    /** One group of {@link #find}; empty if it has no failure in the range. */
    public Optional<FailureGroup> find(String group, @Nullable Instant from, @Nullable Instant to) {
        return find(from, to).groups().stream()
                .filter(each -> each.group().equals(group))
                .findFirst();
    }

    private static FailureGroup group(ResultSet row) throws SQLException {
        return new FailureGroup(
                row.getString("group"),
                row.getString("task_type"),
                row.getString("error"),
                row.getString("message"),
                row.getLong("failures"),
                Instants.required(row, "first_seen"),
                Instants.required(row, "last_seen"),
                row.getLong("last_run_id"),
                row.getInt("failing"),
                List.of((Long[]) row.getArray("retry_ids").getArray()),
                List.of((Long[]) row.getArray("task_ids").getArray()),
                row.getString("task_name"));
    }

    /** @param countedFrom failures before this time were not looked at, since there are too many; null: all were */
    public record Found(List<FailureGroup> groups, @Nullable Instant countedFrom) {
        public Found {
            groups = List.copyOf(groups);
        }
    }
}
