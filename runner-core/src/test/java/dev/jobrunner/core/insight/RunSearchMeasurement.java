package dev.jobrunner.core.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Times every combination of filters on a database made by {@code generate-ledger.sql}, for decision 0013. Not a test:
 * {@code main} with the JDBC URL and a user.
 */
final class RunSearchMeasurement {

    private static final int PAGE = 51;

    private RunSearchMeasurement() {}

    public static void main(String[] arguments) {
        SingleConnectionDataSource database =
                new SingleConnectionDataSource(arguments[0], arguments[1], arguments[1], true);
        RunSearch search = new RunSearch(database);
        List<Timed> all = new ArrayList<>();
        for (RunFilter filter : combinations(database)) {
            search.page(filter, null, PAGE);
            long start = System.nanoTime();
            List<RunRow> found = search.page(filter, null, PAGE);
            all.add(new Timed(Duration.ofNanos(System.nanoTime() - start), found.size(), filter));
        }
        all.sort((a, b) -> b.took().compareTo(a.took()));
        System.out.printf(
                "%d combinations, median %d ms, slowest:%n",
                all.size(), all.get(all.size() / 2).took().toMillis());
        all.stream()
                .limit(12)
                .forEach(each ->
                        System.out.printf("%5d ms %3d rows  %s%n", each.took().toMillis(), each.rows(), each.filter()));
        database.destroy();
    }

    static List<RunFilter> combinations(DataSource database) {
        Instant newest = JdbcClient.create(database)
                .sql("SELECT max(executed_at) FROM scheduled_task_logs")
                .query(java.time.OffsetDateTime.class)
                .single()
                .toInstant();
        long busy = task(database, "ORDER BY count(*) DESC");
        long quiet = task(database, "ORDER BY count(*)");
        List<RunFilter> filters = new ArrayList<>();
        for (@Nullable String text : Arrays.asList(null, "connection", "quota", "nightly", "no such word")) {
            for (@Nullable Long task : Arrays.asList(null, busy, quiet)) {
                for (@Nullable String type : Arrays.asList(null, "apart", "type_11", "none")) {
                    for (Set<String> statuses : List.of(
                            Set.<String>of(), Set.of("failed"), Set.of("cancelled"), Set.of("completed", "lost"))) {
                        for (@Nullable
                        String worker : Arrays.asList(null, "worker-apart", "worker-host-1-105-a1b2c3", "none")) {
                            for (int range = 0; range < 3; range++) {
                                filters.add(new RunFilter(
                                        text,
                                        task,
                                        type,
                                        statuses,
                                        worker,
                                        range == 0 ? null : newest.minus(Duration.ofDays(range == 1 ? 28 : 1)),
                                        range == 0 ? null : newest.minus(Duration.ofDays(range == 1 ? 10 : 0))));
                            }
                        }
                    }
                }
            }
        }
        return filters;
    }

    private static long task(DataSource database, String order) {
        return JdbcClient.create(database)
                .sql("SELECT scheduled_task_id FROM scheduled_task_logs GROUP BY 1 " + order + ", 1 LIMIT 1")
                .query(Long.class)
                .single();
    }

    private record Timed(Duration took, int rows, RunFilter filter) {}
}
