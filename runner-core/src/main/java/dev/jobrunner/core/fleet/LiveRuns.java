package dev.jobrunner.core.fleet;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What live runs print, for people who watch; and on the same way back, what people want of the runs. */
public final class LiveRuns {

    /** Most bytes stored of one run. */
    public static final int MOST_BYTES = 64 * 1024;

    /** Changes no row of a task: a claim or an end never waits for it. */
    private static final String EXCHANGE = """
            WITH held AS MATERIALIZED (
                SELECT t.lock_token, t.run_id, t.id AS task_id, t.cancel_requested_at IS NOT NULL AS cancelled
                FROM unnest(CAST(:taskIds AS bigint[]), CAST(:tokens AS uuid[])) AS mine (task_id, token)
                JOIN scheduled_tasks t ON t.id = mine.task_id AND t.lock_token = mine.token
            ),
            written AS (
                INSERT INTO scheduled_task_live_output AS l (run_id, task_id, first_byte, output)
                SELECT h.run_id, h.task_id, n.first_byte, n.output
                FROM unnest(CAST(:newsTokens AS uuid[]), CAST(:firstBytes AS bigint[]), CAST(:outputs AS text[]))
                     AS n (token, first_byte, output)
                -- Who has lost the lock writes nothing.
                JOIN held h ON h.lock_token = n.token
                WHERE h.run_id IS NOT NULL
                ON CONFLICT (run_id) DO UPDATE
                SET (first_byte, output, updated_at) = (
                    SELECT CASE WHEN j.joins THEN l.first_byte ELSE excluded.first_byte END,
                           CASE WHEN j.joins THEN l.output || excluded.output ELSE excluded.output END,
                           now()
                    FROM (SELECT l.first_byte + octet_length(l.output) = excluded.first_byte
                                 AND octet_length(l.output) + octet_length(excluded.output) <= :mostBytes) j (joins))
            ),
            gone AS (
                DELETE FROM scheduled_task_live_output l
                WHERE l.run_id = ANY (CAST(:endedRuns AS bigint[]))
            )
            SELECT h.lock_token, h.cancelled
            FROM held h
            """;

    private static final String SWEEP = """
            DELETE FROM scheduled_task_live_output l
            -- A worker tells of its runs once a second; what is older than this and not live has nobody to remove it.
            WHERE l.updated_at < now() - interval '10 seconds'
              AND NOT EXISTS (SELECT 1 FROM scheduled_tasks t
                              WHERE t.id = l.task_id AND t.run_id = l.run_id AND t.locked_at IS NOT NULL)
            """;

    private final JdbcClient jdbc;

    public LiveRuns(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Stores what is new of runs that are still their worker's own, and removes what is stored of ended ones.
     *
     * @param held the locks that the worker believes it holds
     * @param news at most one of each run
     * @param endedRuns ids of runs of which something may be stored
     */
    public LockCheck exchange(List<HeldLock> held, List<RunNews> news, Collection<Long> endedRuns) {
        return LockCheck.of(
                held,
                jdbc.sql(EXCHANGE)
                        .param("taskIds", array(held, HeldLock::taskId))
                        .param("tokens", array(held, HeldLock::token))
                        .param("newsTokens", array(news, RunNews::token))
                        .param("firstBytes", array(news, RunNews::firstByte))
                        .param("outputs", news.stream().map(RunNews::output).toArray(String[]::new))
                        .param("mostBytes", MOST_BYTES)
                        .param("endedRuns", array(endedRuns, run -> run))
                        .query(LockCheck.Found::of)
                        .list());
    }

    /**
     * Removes what is stored of runs that live no more and whose worker did not remove it, since it died.
     *
     * @return of how many runs
     */
    public int sweep() {
        return jdbc.sql(SWEEP).update();
    }

    private static <T> String array(Collection<T> elements, Function<T, Object> value) {
        return elements.stream().map(value).map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
