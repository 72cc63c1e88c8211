package dev.jobrunner.core.upkeep;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Removes old rows of the ledger, in batches of their own transaction so that nobody waits for it. */
public final class LogPruner {

    private static final int BATCH = 1_000;

    private static final String PRUNE = """
            WITH old AS MATERIALIZED (
                SELECT l.id
                FROM scheduled_task_logs l
                WHERE l.executed_at < now() - CAST(:keep AS interval)
                  -- Rows that an old system wrote have no task_type.
                  AND (:oldSystem OR l.task_type IS NOT NULL)
                ORDER BY l.executed_at
                LIMIT :batch
                FOR UPDATE SKIP LOCKED
            )
            DELETE FROM scheduled_task_logs l
            USING old o
            WHERE l.id = o.id
            """;

    private final JdbcClient jdbc;

    public LogPruner(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Removes old rows of this system. What an old system wrote into the table before the migration stays: moving over
     * loses nothing.
     *
     * @param keep rows executed longer ago than this go; positive
     * @param mostBatches when to stop for this time; each batch is 1,000 rows
     * @return how many rows went
     */
    public long prune(Duration keep, int mostBatches) {
        return prune(keep, mostBatches, false);
    }

    /** All old rows, an old system's too: for somebody who asks for it. */
    public long pruneAll(Duration keep) {
        return prune(keep, Integer.MAX_VALUE, true);
    }

    private long prune(Duration keep, int mostBatches, boolean oldSystem) {
        if (keep.isNegative() || keep.isZero()) {
            throw new IllegalArgumentException("The time to keep runs must be positive, not " + keep);
        }
        long removed = 0;
        for (int batch = 0; batch < mostBatches; batch++) {
            int rows = jdbc.sql(PRUNE)
                    .param("keep", keep.toSeconds() + " seconds")
                    .param("oldSystem", oldSystem)
                    .param("batch", BATCH)
                    .update();
            removed += rows;
            if (rows < BATCH) {
                break;
            }
        }
        return removed;
    }
}
