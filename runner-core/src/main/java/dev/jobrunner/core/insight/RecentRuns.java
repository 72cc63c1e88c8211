package dev.jobrunner.core.insight;

import dev.jobrunner.core.sql.Instants;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts ended runs from the ledger. Reading in windows that touch, every run is counted once. */
public final class RecentRuns {

    /** A run's row becomes visible a little after its end; a window ends this long before now to miss none. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /** One row at least: with the end of the window, and no run if there is none. */
    private static final String COUNTS = """
            WITH span AS MATERIALIZED (
                SELECT CAST(:since AS timestamptz) AS since, clock_timestamp() - CAST(:settling AS interval) AS until
            )
            SELECT greatest(s.since, s.until) AS until, l.task_type, l.status, l.runs
            FROM span s
            LEFT JOIN LATERAL (
                SELECT coalesce(l.task_type, 'unknown') AS task_type, l.status, count(*) AS runs
                FROM scheduled_task_logs l
                WHERE l.finished_at > s.since AND l.finished_at <= s.until
                GROUP BY 1, 2) l ON true
            ORDER BY l.task_type, l.status
            """;

    private final JdbcClient jdbc;

    public RecentRuns(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Counts the runs that ended after {@code since}.
     *
     * @param since the end of the window read before; null reads none and only says where the next window begins
     */
    public Window after(@Nullable Instant since) {
        List<Instant> until = new ArrayList<>();
        List<Count> counts = new ArrayList<>();
        jdbc.sql(COUNTS)
                .param("since", Instants.parameter(since), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("settling", SETTLING.toMillis() + " milliseconds")
                .query(row -> {
                    until.add(Instants.required(row, "until"));
                    if (row.getString("status") != null) {
                        counts.add(new Count(row.getString("task_type"), row.getString("status"), row.getLong("runs")));
                    }
                });
        return new Window(until.get(0), counts);
    }

    /**
     * @param until database time up to which runs are counted
     * @param counts one entry for each type and outcome that occurred
     */
    public record Window(Instant until, List<Count> counts) {
        public Window {
            counts = List.copyOf(counts);
        }

        /** Runs of that outcome over all types. */
        public long runs(String outcome) {
            return counts.stream()
                    .filter(count -> count.outcome().equals(outcome))
                    .collect(Collectors.summingLong(Count::runs));
        }
    }

    /** @param outcome the ledger's word: {@code completed}, {@code failed}, {@code cancelled}, {@code lost}, {@code skipped} */
    public record Count(String taskType, String outcome, long runs) {}
}
