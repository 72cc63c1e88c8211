package dev.jobrunner.core.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** On a generated ledger that is large enough for the database to plan as it does for a million runs. */
class RunSearchTest {

    private static final int RUNS = 150_000;

    private static TestDatabase database;
    private static RunSearch search;

    @BeforeAll
    static void generate() {
        database = TestDatabase.migrated();
        database.jdbc().sql(script()).update();
        database.jdbc()
                .sql("SELECT generate_ledger(" + RUNS + ", 2000)")
                .query()
                .listOfRows();
        database.jdbc().sql("VACUUM ANALYZE scheduled_task_logs").update();
        database.jdbc().sql("""
                UPDATE scheduled_tasks
                SET locked_at = now() - id * interval '1 minute', lock_token = gen_random_uuid(), scheduled_for = next_run_at,
                    run_id = nextval('scheduled_task_run_ids') + 1000000, locked_by = 'worker-apart', last_status = 'running'
                WHERE id IN (SELECT id FROM scheduled_tasks ORDER BY id LIMIT 5)
                """).update();
        search = new RunSearch(database.dataSource());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void everyCombinationFindsWhatAPlainScanFinds() {
        List<RunFilter> combinations = RunSearchMeasurement.combinations(database.dataSource());
        Random dice = new Random(7);

        for (int i = 0; i < 150; i++) {
            RunFilter filter = combinations.get(dice.nextInt(combinations.size()));
            assertThat(search.page(filter, null, 20).stream().map(RunRow::id))
                    .as(filter.toString())
                    .isEqualTo(plain(filter, 20));
        }
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        RunFilter filter = new RunFilter("connection", null, null, Set.of("failed", "running"), null, null, null);
        List<Long> ids = new ArrayList<>();
        RunPosition after = null;

        for (List<RunRow> page = search.page(filter, null, 97);
                !page.isEmpty();
                page = search.page(filter, after, 97)) {
            page.forEach(run -> ids.add(run.id()));
            after = RunPosition.parse(page.get(page.size() - 1).position().toString());
        }

        assertThat(ids).isEqualTo(plain(filter, RUNS)).hasSizeGreaterThan(1000);
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    }

    @Test
    void liveAndEndedRunsAreOneList() {
        List<RunRow> newest = search.page(RunFilter.ALL, null, 10);

        assertThat(newest).isSortedAccordingTo((a, b) -> b.executedAt().compareTo(a.executedAt()));
        assertThat(newest.stream().filter(run -> "running".equals(run.status())))
                .isNotEmpty();
        assertThat(search.page(status("running"), null, 10)).hasSize(5).allSatisfy(run -> {
            assertThat(run.finishedAt()).isNull();
            assertThat(run.taskName()).startsWith("task ");
        });
    }

    @Test
    void aRunKeepsItsPlaceWhenItEnds() {
        RunRow live = search.page(status("running"), null, 10).get(4);
        RunPosition before = live.position();
        database.jdbc().sql("""
                INSERT INTO scheduled_task_logs (id, scheduled_task_id, task_type, status, executed_at, finished_at)
                SELECT t.run_id, t.id, t.task_type, 'completed', t.locked_at, now()
                FROM scheduled_tasks t WHERE t.run_id = :id
                """).param("id", live.id()).update();

        RunRow ended = search.page(RunFilter.ofTask(live.scheduledTaskId()), null, 500).stream()
                .filter(run -> run.id() == live.id() && "completed".equals(run.status()))
                .findFirst()
                .orElseThrow();

        assertThat(ended.position()).isEqualTo(before);
        database.jdbc()
                .sql("DELETE FROM scheduled_task_logs WHERE id = :id")
                .param("id", live.id())
                .update();
    }

    @Test
    void noCombinationReadsMuchMoreThanItMust() {
        SingleConnectionDataSource one =
                new SingleConnectionDataSource(database.jdbcUrl(), database.user(), database.password(), true);
        // the database counts what a transaction has read
        new TransactionTemplate(new JdbcTransactionManager(one))
                .executeWithoutResult(status -> readWithinBounds(one, new RunSearch(one)));
        one.destroy();
    }

    private static void readWithinBounds(DataSource one, RunSearch counted) {
        JdbcClient jdbc = JdbcClient.create(one);
        List<RunFilter> combinations = RunSearchMeasurement.combinations(one);
        Random dice = new Random(11);
        long all = 0;
        for (int i = 0; i < 80; i++) {
            RunFilter filter = combinations.get(dice.nextInt(combinations.size()));
            long before = rowsRead(jdbc);
            counted.page(filter, null, 51);
            long read = rowsRead(jdbc) - before;
            all += read;
            assertThat(read)
                    .as("rows of the ledger read for %s", filter)
                    .isLessThanOrEqualTo(10_000 + 2 * rarest(filter) + 1_000);
        }
        assertThat(all).as("rows read are counted at all").isPositive();
    }

    /** How many rows the most selective of its conditions has, as each can be read by its index. */
    private static long rarest(RunFilter filter) {
        long rows = RUNS;
        if (filter.taskId() != null) {
            rows = Math.min(rows, count("scheduled_task_id = " + filter.taskId()));
        }
        if (filter.taskType() != null) {
            rows = Math.min(rows, count("task_type = '" + filter.taskType() + "'"));
        }
        if (filter.worker() != null) {
            rows = Math.min(rows, count("locked_by = '" + filter.worker() + "'"));
        }
        return rows;
    }

    private static long count(String condition) {
        return database.jdbc()
                .sql("SELECT count(*) FROM scheduled_task_logs WHERE " + condition)
                .query(Long.class)
                .single();
    }

    private static long rowsRead(JdbcClient jdbc) {
        return jdbc.sql("""
                        SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)
                        FROM pg_stat_xact_user_tables
                        WHERE relid = 'scheduled_task_logs'::regclass
                        """).query(Long.class).single();
    }

    /** The same by one statement that tests each row. */
    private static List<Long> plain(RunFilter filter, int rows) {
        StringBuilder where = new StringBuilder("true");
        if (filter.taskId() != null) {
            where.append(" AND r.task_id = ").append(filter.taskId());
        }
        if (filter.taskType() != null) {
            where.append(" AND r.task_type = '").append(filter.taskType()).append("'");
        }
        if (filter.worker() != null) {
            where.append(" AND r.worker = '").append(filter.worker()).append("'");
        }
        if (!filter.statuses().isEmpty()) {
            where.append(" AND r.status IN ('")
                    .append(String.join("','", filter.statuses()))
                    .append("')");
        }
        if (filter.from() != null) {
            where.append(" AND r.at >= '").append(filter.from()).append("'");
        }
        if (filter.to() != null) {
            where.append(" AND r.at < '").append(filter.to()).append("'");
        }
        if (filter.text() != null) {
            where.append(
                    " AND (r.name ILIKE '%%%1$s%%' OR r.task_type ILIKE '%%%1$s%%' OR r.words @@ websearch_to_tsquery('simple', '%1$s'))"
                            .formatted(filter.text()));
        }
        return database.jdbc()
                .sql("""
                        SELECT r.id
                        FROM (SELECT l.id, l.scheduled_task_id AS task_id, l.task_type, t.name, l.locked_by AS worker, l.status,
                                     l.executed_at AS at, to_tsvector('simple', coalesce(l.error_message, '')) AS words
                              FROM scheduled_task_logs l
                              LEFT JOIN scheduled_tasks t ON t.id = l.scheduled_task_id
                              UNION ALL
                              SELECT t.run_id, t.id, t.task_type, t.name, t.locked_by, 'running', t.locked_at, ''
                              FROM scheduled_tasks t
                              WHERE t.lock_token IS NOT NULL) r
                        WHERE\s""" + where + " ORDER BY r.at DESC, r.id DESC LIMIT " + rows)
                .query(Long.class)
                .list();
    }

    private static RunFilter status(String status) {
        return new RunFilter(null, null, null, Set.of(status), null, (Instant) null, null);
    }

    private static String script() {
        try (InputStream file =
                Objects.requireNonNull(RunSearchTest.class.getResourceAsStream("/generate-ledger.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
