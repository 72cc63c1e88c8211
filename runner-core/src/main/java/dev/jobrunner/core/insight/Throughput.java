package dev.jobrunner.core.insight;

import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many runs ended, how, and how long they had waited before they started. */
public final class Throughput {

    /** The wait of a retry is its backoff, which says nothing of the queue: first attempts only. */
    private static final String BUCKETS = """
            SELECT b.*, extract(epoch FROM b.ages[1]) AS median_seconds, extract(epoch FROM b.ages[2]) AS p95_seconds
            FROM (SELECT date_bin(CAST(:bucket AS interval), l.finished_at, to_timestamp(0)) AS start,
                         count(*) FILTER (WHERE l.status IN ('completed', 'success')) AS completed,
                         count(*) FILTER (WHERE l.status = 'failed') AS failed,
                         count(*) FILTER (WHERE l.status = 'lost') AS lost,
                         count(*) FILTER (WHERE l.status = 'cancelled') AS cancelled,
                         count(*) FILTER (WHERE l.status = 'skipped') AS skipped,
                         percentile_disc(ARRAY[0.5, 0.95])
                             WITHIN GROUP (ORDER BY greatest(l.started_at - l.scheduled_for, interval '0'))
                             FILTER (WHERE l.attempt = 1 AND l.status <> 'skipped'
                                       AND l.scheduled_for IS NOT NULL AND l.started_at IS NOT NULL) AS ages
                  FROM scheduled_task_logs l
                  WHERE l.finished_at >= :from
                    AND l.finished_at < :until
                  GROUP BY 1) b
            ORDER BY b.start
            """;

    private final JdbcClient jdbc;
    private final Map<History, KeptHistory<Bucket>> kept = new EnumMap<>(History.class);

    public Throughput(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        for (History history : History.values()) {
            kept.put(
                    history,
                    new KeptHistory<>(
                            history.bucket(), (from, until) -> read(from, until, history.bucket()), Bucket::start));
        }
    }

    /**
     * The buckets of that stretch of time in which something ended, oldest first. They begin at whole multiples of the bucket,
     * so that the first may reach further back and the last one is still filling.
     *
     * @param now the database's present
     */
    public List<Bucket> of(History history, Instant now) {
        return kept(history).since(now.minus(history.length()), now);
    }

    private KeptHistory<Bucket> kept(History history) {
        KeptHistory<Bucket> found = kept.get(history);
        if (found == null) {
            throw new IllegalArgumentException("No history of " + history);
        }
        return found;
    }

    private List<Bucket> read(Instant from, Instant until, Duration bucket) {
        return jdbc.sql(BUCKETS)
                .param("bucket", bucket.toSeconds() + " seconds")
                .param("from", Instants.parameter(from))
                .param("until", Instants.parameter(until))
                .query(Bucket::of)
                .list();
    }

    /**
     * What ended within one bucket.
     *
     * @param runs by outcome, in the order of the legend; 0 where none ended so
     * @param median of the waits from due to started; null when nothing started for the first time
     * @param p95 the wait that one in twenty exceeded
     */
    public record Bucket(
            Instant start,
            Map<String, Long> runs,
            @Nullable Duration median,
            @Nullable Duration p95) {

        private static final List<String> OUTCOMES = List.of("completed", "failed", "lost", "cancelled", "skipped");

        public long total() {
            return runs.values().stream().mapToLong(Long::longValue).sum();
        }

        public long runs(String outcome) {
            return runs.getOrDefault(outcome, 0L);
        }

        static Bucket of(ResultSet row, int number) throws SQLException {
            Map<String, Long> runs = new LinkedHashMap<>();
            for (String outcome : OUTCOMES) {
                runs.put(outcome, row.getLong(outcome));
            }
            return new Bucket(
                    Instants.required(row, "start"), runs, length(row, "median_seconds"), length(row, "p95_seconds"));
        }

        private static @Nullable Duration length(ResultSet row, String column) throws SQLException {
            double seconds = row.getDouble(column);
            return row.wasNull() ? null : Duration.ofMillis(Math.round(seconds * 1000));
        }
    }
}
