package dev.jobrunner.core.forecast;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long tasks usually run: the median of what completed among their last runs. */
public final class TypicalDurations {

    /** Assumed of a task of which nothing is known yet. */
    public static final Duration UNKNOWN = Duration.ofSeconds(30);

    /** One walk of a few steps along the index for each task, however many runs the ledger has. */
    private static final String MEDIANS = """
            SELECT t.id, m.seconds
            FROM unnest(CAST(:ids AS bigint[])) AS t (id)
            CROSS JOIN LATERAL (
                SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r.finished_at - r.started_at)) AS seconds
                FROM (SELECT l.status, l.started_at, l.finished_at
                      FROM scheduled_task_logs l
                      WHERE l.scheduled_task_id = t.id
                      ORDER BY l.id DESC
                      LIMIT :runs) r
                WHERE r.status = 'completed' AND r.finished_at >= r.started_at) m
            WHERE m.seconds IS NOT NULL
            """;

    private static final int RUNS = 5;

    private final JdbcClient jdbc;

    public TypicalDurations(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** By task id; a task of which nothing is known is missing. */
    public Map<Long, Duration> of(Collection<Long> taskIds) {
        Map<Long, Duration> durations = new HashMap<>();
        if (taskIds.isEmpty()) {
            return durations;
        }
        jdbc.sql(MEDIANS)
                .param("ids", taskIds.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")))
                .param("runs", RUNS)
                .query(row -> {
                    durations.put(row.getLong("id"), Duration.ofMillis(Math.round(row.getDouble("seconds") * 1000)));
                });
        return durations;
    }
}
