package dev.jobrunner.core.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.insight.FleetTimeline.Bar;
import dev.jobrunner.core.insight.FleetTimeline.Worker;
import dev.jobrunner.core.insight.LatestFailures.FailedTask;
import dev.jobrunner.core.insight.Throughput.Bucket;
import dev.jobrunner.core.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What charts and timeline read, against real rows. */
class HistoryTest {

    private static TestDatabase database;

    private FleetTimeline fleet;
    private Throughput throughput;

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void empty() {
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_workers");
        fleet = new FleetTimeline(database.dataSource(), Duration.ofSeconds(10));
        throughput = new Throughput(database.dataSource());
    }

    @Test
    void everyEndedRunIsInOneBucketUnderItsOutcome() {
        run("completed", "10 minutes", "3 seconds", 2, 1);
        run("completed", "10 minutes", "3 seconds", 4, 1);
        run("success", "40 minutes", "1 second", 1, 1);
        run("failed", "40 minutes", "1 second", 1, 1);
        run("lost", "3 hours", "1 second", 1, 1);

        List<Bucket> hour = throughput.of(History.HOUR, fleet.now());
        List<Bucket> day = throughput.of(History.DAY, fleet.now());

        assertThat(hour.stream().mapToLong(Bucket::total).sum()).isEqualTo(4);
        assertThat(hour.stream().mapToLong(bucket -> bucket.runs("completed")).sum())
                .isEqualTo(3);
        assertThat(hour.stream().mapToLong(bucket -> bucket.runs("failed")).sum())
                .isEqualTo(1);
        assertThat(day.stream().mapToLong(Bucket::total).sum()).isEqualTo(5);
        assertThat(hour).allMatch(bucket -> bucket.start().getEpochSecond() % 60 == 0);
    }

    @Test
    void theQueueAgeIsFromDueToStartedAndARetryHasNone() {
        for (int seconds = 1; seconds <= 20; seconds++) {
            run("completed", "10 minutes", "0 seconds", seconds, 1);
        }
        run("completed", "10 minutes", "0 seconds", 3000, 2);

        Bucket bucket = throughput.of(History.DAY, fleet.now()).get(0);

        assertThat(bucket.median()).isEqualTo(Duration.ofSeconds(10));
        assertThat(bucket.p95()).isEqualTo(Duration.ofSeconds(19));
    }

    @Test
    void whatEndsAfterTheFirstLookIsCountedOnceByTheNextOnes() {
        run("completed", "30 minutes", "1 second", 1, 1);
        Instant now = fleet.now();
        assertThat(total(now)).isEqualTo(1);
        run("completed", "3 seconds", "1 second", 1, 1);
        assertThat(total(fleet.now())).isEqualTo(2);
        assertThat(total(fleet.now())).isEqualTo(2);

        assertThat(total(now.plus(Duration.ofMinutes(5)))).isEqualTo(2);
        assertThat(total(now.plus(Duration.ofMinutes(59)))).isEqualTo(1);
        assertThat(total(now.plus(Duration.ofHours(3)))).isZero();
    }

    @Test
    void keptPiecesTouchWithoutGapOrOverlap() {
        List<Instant> asked = new ArrayList<>();
        KeptHistory<Instant> history = new KeptHistory<>(
                Duration.ofMinutes(1),
                (from, until) -> {
                    asked.add(from);
                    asked.add(until);
                    return List.of();
                },
                each -> each);
        Instant first = Instant.parse("2026-11-24T10:00:30Z");

        history.since(first.minusSeconds(3600), first);
        history.since(first.minusSeconds(3480), first.plusSeconds(120));

        assertThat(asked)
                .extracting(Instant::toString)
                .containsExactly(
                        "2026-11-24T09:00:00Z",
                        "2026-11-24T09:59:00Z",
                        "2026-11-24T09:59:00Z",
                        "2026-11-24T10:00:30Z",
                        "2026-11-24T09:59:00Z",
                        "2026-11-24T10:01:00Z",
                        "2026-11-24T10:01:00Z",
                        "2026-11-24T10:02:30Z");
    }

    @Test
    void shortRunsThatEndAlikeTogetherAreOneBarAndLongOnesStayAlone() {
        for (int run = 0; run < 500; run++) {
            run("completed", "30 minutes", "2 milliseconds", 1, 1);
        }
        run("failed", "30 minutes", "2 milliseconds", 1, 1);
        run("completed", "30 minutes", "4 minutes", 1, 1);

        List<Bar> bars = fleet.bars(History.HOUR, fleet.now());

        assertThat(bars.stream().mapToLong(Bar::runs).sum()).isEqualTo(502);
        assertThat(bars).hasSizeBetween(3, 6);
        assertThat(bars).filteredOn(bar -> bar.status().equals("failed")).hasSize(1);
        assertThat(bars)
                .filteredOn(bar -> bar.runs() == 1 && bar.status().equals("completed"))
                .anySatisfy(bar ->
                        assertThat(Duration.between(bar.start(), bar.end())).isEqualTo(Duration.ofMinutes(4)));
    }

    @Test
    void whatRunsNowHasNoEndAndWhatWasSkippedRanNowhere() {
        sql("INSERT INTO scheduled_tasks (id, name, task_type, next_run_at, locked_at, locked_by, lock_token, run_id,"
                + " scheduled_for) VALUES (7, 'now', 'x', now(), now() - interval '2 minutes', 'worker-a',"
                + " gen_random_uuid(), 99, now())");
        run("skipped", "5 minutes", "1 second", 1, 1);

        List<Bar> bars = fleet.bars(History.HOUR, fleet.now());

        assertThat(bars).singleElement().satisfies(bar -> {
            assertThat(bar.status()).isEqualTo("running");
            assertThat(bar.finished()).isNull();
            assertThat(bar.runId()).isEqualTo(99);
            assertThat(bar.task()).isEqualTo("now");
        });
    }

    @Test
    void aWorkerThatIsNotHeardOfIsStaleAndOneThatStoppedIsGone() {
        sql("INSERT INTO scheduled_task_workers (id, host, pid, version, state, slots, task_types, heartbeat_interval,"
                + " stop_within, heartbeat_at) VALUES"
                + " ('a', 'h', 1, '1', 'running', 2, '{}', '2 s', '7 s', now()),"
                + " ('b', 'h', 1, '1', 'running', 2, '{}', '2 s', '7 s', now() - interval '1 minute'),"
                + " ('c', 'h', 1, '1', 'stopped', 2, '{}', '2 s', '7 s', now())");

        assertThat(fleet.workers()).extracting(Worker::id).containsExactly("a", "b");
        assertThat(fleet.workers()).extracting(Worker::state).containsExactly("running", "stale");
    }

    @Test
    void theLatestFailuresAreOneLineForEachTask() {
        run("failed", "10 minutes", "1 second", 1, 1);
        run("failed", "5 minutes", "1 second", 1, 1);
        sql("UPDATE scheduled_task_logs SET error_message = E'\\n  \\nexit code 3\\nmore' WHERE status = 'failed'");

        List<FailedTask> latest = new LatestFailures(database.dataSource()).latest(5);

        assertThat(latest).singleElement().satisfies(task -> {
            assertThat(task.runs()).isEqualTo(2);
            assertThat(task.error()).isEqualTo("exit code 3");
        });
    }

    private long total(Instant now) {
        return throughput.of(History.HOUR, now).stream()
                .mapToLong(Bucket::total)
                .sum();
    }

    /** A run that ended {@code ago}. */
    private static void run(String status, String ago, String length, int waitedSeconds, int attempt) {
        database.jdbc()
                .sql("INSERT INTO scheduled_task_logs (scheduled_task_id, task_type, task_name, status, executed_at,"
                        + " started_at, finished_at, locked_by, scheduled_for, attempt)"
                        + " SELECT 1, 'x', 'some task', :status, e.at - CAST(:length AS interval),"
                        + " e.at - CAST(:length AS interval), e.at, 'worker-a',"
                        + " e.at - CAST(:length AS interval) - :waited * interval '1 second', :attempt"
                        + " FROM (SELECT now() - CAST(:ago AS interval) AS at) e")
                .param("status", status)
                .param("ago", ago)
                .param("length", length)
                .param("waited", waitedSeconds)
                .param("attempt", attempt)
                .update();
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
