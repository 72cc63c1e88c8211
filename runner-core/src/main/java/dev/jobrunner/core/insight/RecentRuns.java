package dev.jobrunner.core.insight;

import dev.jobrunner.core.sql.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts ended runs from the ledger. Reading in windows that touch, every run is counted once. */
public final class RecentRuns {

    /** A run's row becomes visible a little after its end; a window ends this long before now to miss none. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private static final String WINDOW = """
            SELECT clock_timestamp() - CAST(:settling AS interval) AS until
            """;

    private static final String COUNTS = """
            SELECT coalesce(l.task_type, 'unknown') AS task_type, l.status, count(*) AS runs
            FROM scheduled_task_logs l
            WHERE l.finished_at > :since AND l.finished_at <= :until
            GROUP BY 1, 2
            ORDER BY 1, 2
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
        Instant until = jdbc.sql(WINDOW)
                .param("settling", SETTLING.toMillis() + " milliseconds")
                .query((row, number) -> Instants.required(row, "until"))
                .single();
        if (since == null || !since.isBefore(until)) {
            return new Window(Optional.ofNullable(since).orElse(until), List.of());
        }
        return new Window(
                until,
                jdbc.sql(COUNTS)
                        .param("since", Instants.parameter(since))
                        .param("until", Instants.parameter(until))
                        .query((row, number) ->
                                new Count(row.getString("task_type"), row.getString("status"), row.getLong("runs")))
                        .list());
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
