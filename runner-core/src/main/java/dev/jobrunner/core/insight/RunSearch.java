package dev.jobrunner.core.insight;

import dev.jobrunner.core.sql.FreshPlans;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds runs, those that are going on and those of the ledger together, newest claim first. A run that ends between two
 * pages is neither missed nor shown twice, since it keeps its place.
 *
 * <p>Two questions, so that no combination walks over the whole ledger. The first looks at the newest rows of the time range
 * only: common things are among them. Whatever does not fill a page from there is rare, or long ago, and the second reads all
 * of it through the indexes of its conditions. One question in order of time would walk for ever past what matches both
 * conditions of a pair that never occurs together (decision 0013).
 */
public final class RunSearch {

    /** Rows of the ledger that the first question looks at: a few milliseconds. */
    private static final int NEWEST = 10_000;

    private static final String LIVE = "SELECT " + RunRow.LIVE + """
            FROM scheduled_tasks t
            WHERE t.locked_at IS NOT NULL
              AND t.lock_token IS NOT NULL
              %s
            UNION ALL
            """;

    private static final String AMONG_NEWEST = "(SELECT " + RunRow.ENDED + """
            FROM (SELECT *
                  FROM scheduled_task_logs l
                  WHERE true
                    %s
                  ORDER BY l.executed_at DESC, l.id DESC
                  LIMIT :newest) l
            WHERE true
              %s
            ORDER BY l.executed_at DESC, l.id DESC
            LIMIT :rows)
            ORDER BY executed_at DESC, id DESC
            """;

    private static final String AMONG_ALL = "SELECT " + RunRow.ENDED + """
            FROM scheduled_task_logs l
            WHERE l.id IN (SELECT f.id FROM found f ORDER BY f.executed_at DESC, f.id DESC LIMIT :rows)
            ORDER BY executed_at DESC, id DESC
            """;

    private final FreshPlans plans;

    public RunSearch(DataSource dataSource) {
        this.plans = new FreshPlans(dataSource);
    }

    /**
     * @param after where to go on from; null begins with the newest
     * @param rows how many at the most; positive
     */
    public List<RunRow> page(RunFilter filter, @Nullable RunPosition after, int rows) {
        return plans.read(jdbc -> page(jdbc, filter, after, rows));
    }

    private static List<RunRow> page(JdbcClient jdbc, RunFilter filter, @Nullable RunPosition after, int rows) {
        String text = filter.text();
        RunConditions conditions = new RunConditions(filter, after, text == null ? null : TextMatch.find(jdbc, text));
        String live = LIVE.formatted(conditions.live());
        List<RunRow> found = jdbc.sql(live + AMONG_NEWEST.formatted(conditions.time(), conditions.ended()))
                .params(conditions.values())
                .param("rows", rows)
                .param("newest", filter.isOnlyTime() ? rows : NEWEST)
                .query(RunRow::of)
                .list();
        long ended = found.stream().filter(run -> !run.isLive()).count();
        if (ended < rows && !filter.isOnlyTime()) {
            found = jdbc.sql("WITH found AS MATERIALIZED (" + conditions.found() + ")\n" + live + AMONG_ALL)
                    .params(conditions.values())
                    .param("rows", rows)
                    .query(RunRow::of)
                    .list();
        }
        return found.subList(0, Math.min(rows, found.size()));
    }
}
