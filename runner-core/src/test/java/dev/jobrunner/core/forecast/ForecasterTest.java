package dev.jobrunner.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jobrunner.core.forecast.Forecast.Bucket;
import dev.jobrunner.core.forecast.Forecaster.Span;
import dev.jobrunner.core.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForecasterTest {

    private static TestDatabase database;

    private final AtomicLong nanos = new AtomicLong();

    @BeforeAll
    static void start() {
        database = TestDatabase.migrated();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void twoSlots() {
        sql("TRUNCATE scheduled_tasks, scheduled_task_logs, scheduled_task_workers");
        worker("a", 2, "running", "NULL");
    }

    @Test
    void aMinutelyTaskThatTakesHalfAMinuteKeepsHalfASlotBusy() {
        task(1, "x", "* * * * *", 10, 30);

        Forecast forecast = forecaster().forecast(Span.DAY);

        assertThat(forecast.buckets()).hasSize(96).allMatch(bucket -> !bucket.hot() && !bucket.limited());
        assertThat(forecast.buckets())
                .allSatisfy(bucket -> assertThat(bucket.busy()).isCloseTo(0.5, within(0.06)));
        assertThat(forecast.hotSpots()).isEmpty();
        assertThat(forecast.tasks()).isEqualTo(1);
        assertThat(forecast.until()).isEqualTo(forecast.from().plus(Duration.ofHours(24)));
    }

    @Test
    void aTaskNeverOverlapsItself() {
        task(1, "x", "* * * * *", 10, 3600);

        assertThat(forecaster().forecast(Span.WEEK).buckets()).hasSize(168).allMatch(bucket -> bucket.peak() < 1.01);
    }

    @Test
    void aTaskThatEndsIsForeseenUntilThen() {
        task(1, "x", "* * * * *", 10, 30);
        task(2, "x", "* * * * *", 10, 30);
        sql("UPDATE scheduled_tasks SET ends_at = now() + interval '12 hours' WHERE id = 2");

        List<Forecast.Bucket> buckets = forecaster().forecast(Span.DAY).buckets();

        assertThat(buckets.get(2).busy()).isCloseTo(1.0, within(0.1));
        assertThat(buckets.get(90).busy()).isCloseTo(0.5, within(0.1));
    }

    @Test
    void nothingIsForeseenInABlackout() {
        task(1, "x", "* * * * *", 10, 30);
        task(2, "x", "* * * * *", 10, 30);
        sql("INSERT INTO scheduled_task_calendars (name, periods) SELECT 'c', ARRAY["
                + "to_char(now() AT TIME ZONE 'UTC' + interval '12 hours', 'YYYY-MM-DD HH24:MI') || '..'"
                + " || to_char(now() AT TIME ZONE 'UTC' + interval '30 hours', 'YYYY-MM-DD HH24:MI')]");
        sql("UPDATE scheduled_tasks SET calendar = 'c' WHERE id = 2");

        List<Forecast.Bucket> buckets = forecaster().forecast(Span.DAY).buckets();

        assertThat(buckets.get(2).busy()).isCloseTo(1.0, within(0.1));
        assertThat(buckets.get(90).busy()).isCloseTo(0.5, within(0.1));
    }

    @Test
    void jitterTakesAHotSpotApart() {
        for (int id = 1; id <= 12; id++) {
            task(id, "x", "0 * * * *", 12, 120);
        }
        assertThat(forecaster().forecast(Span.DAY).hotSpots()).isNotEmpty();

        sql("UPDATE scheduled_tasks SET jitter_seconds = 3600");
        double peak = forecaster().forecast(Span.DAY).buckets().stream()
                .mapToDouble(Forecast.Bucket::peak)
                .max()
                .orElseThrow();

        assertThat(peak).isLessThan(8);
    }

    @Test
    void onlyWorkersThatClaimCount() {
        worker("b", 3, "running", "NULL");
        worker("c", 4, "running", "now()");
        worker("d", 5, "draining", "NULL");
        worker("e", 6, "stopped", "NULL");
        sql("UPDATE scheduled_task_workers SET heartbeat_at = now() - interval '1 minute' WHERE id = 'b'");

        assertThat(forecaster().forecast(Span.DAY).slots()).isEqualTo(2);
    }

    @Test
    void tasksThatMeetAreAHotSpotWithItsCausesAndAWayOut() {
        for (int id = 1; id <= 6; id++) {
            task(id, "x", "0 * * * *", 10, 120);
        }
        task(7, "y", "30 * * * *", 10, 120);

        Forecast forecast = forecaster().forecast(Span.DAY);

        assertThat(forecast.buckets().stream().filter(Bucket::hot).count()).isBetween(23L, 25L);
        HotSpot spot = forecast.hotSpots().get(0);
        assertThat(forecast.hotSpots()).hasSize(1);
        assertThat(spot.peak()).isCloseTo(6, within(0.01));
        assertThat(spot.occurrences()).isBetween(23, 25);
        assertThat(spot.tasks()).isEqualTo(6);
        assertThat(spot.causes()).extracting(HotSpot.Cause::taskId).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(spot.suggestion()).startsWith("6 tasks start at minute :00").contains("4 more slots");
        assertThat(spot.from().getEpochSecond() % 3600).isZero();
    }

    @Test
    void aLimitOfATypeSpreadsItsRunsAndIsMarked() {
        for (int id = 1; id <= 6; id++) {
            task(id, "x", "0 * * * *", 1, 120);
        }

        Forecast forecast = forecaster().forecast(Span.DAY);

        assertThat(forecast.hotSpots()).as("never more than one at once").isEmpty();
        assertThat(forecast.buckets()).allMatch(bucket -> bucket.peak() < 1.01).anyMatch(Bucket::limited);
        double hours = forecast.buckets().stream().mapToDouble(Bucket::busy).sum() / 4;
        assertThat(hours).as("nothing is lost").isCloseTo(24 * 6 * 2 / 60.0, within(0.7));
    }

    @Test
    void aForecastIsKeptForHalfAMinute() {
        Forecaster forecaster = forecaster();
        assertThat(forecaster.forecast(Span.DAY).tasks()).isZero();
        task(1, "x", "* * * * *", 1, 1);
        nanos.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(forecaster.forecast(Span.DAY).tasks()).isZero();

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(forecaster.forecast(Span.DAY).tasks()).isEqualTo(1);
    }

    @Test
    void tenThousandMinutelyTasksCostLittle() {
        sql("INSERT INTO scheduled_tasks (task_type, schedule_pattern, time_zone, max_concurrent_runs)"
                + " SELECT 'type' || i % 50, (ARRAY['* * * * *', '*/2 * * * *', '0 * * * *', '5 4 * * *'])[1 + i % 4],"
                + " (ARRAY['UTC', 'Europe/Berlin'])[1 + i % 2], 3 FROM generate_series(1, 10000) i");
        sql("INSERT INTO scheduled_task_logs (scheduled_task_id, status, started_at, finished_at)"
                + " SELECT id, 'completed', now() - (id % 900) * interval '1 second', now() FROM scheduled_tasks");
        sql("ANALYZE scheduled_tasks, scheduled_task_logs");
        Forecaster forecaster = forecaster();
        forecaster.forecast(Span.WEEK);
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        long start = System.nanoTime();

        Forecast forecast = forecaster.forecast(Span.WEEK);

        long millis = (System.nanoTime() - start) / 1_000_000;
        assertThat(forecast.tasks()).isEqualTo(10_000);
        assertThat(millis).as("on a busy machine too").isLessThan(2_000);
    }

    private Forecaster forecaster() {
        return new Forecaster(database.dataSource(), Duration.ofSeconds(10), nanos::get);
    }

    private static void task(long id, String type, String pattern, int limit, int seconds) {
        database.jdbc()
                .sql("INSERT INTO scheduled_tasks (id, task_type, schedule_pattern, max_concurrent_runs)"
                        + " VALUES (:id, :type, :pattern, :limit)")
                .param("id", id)
                .param("type", type)
                .param("pattern", pattern)
                .param("limit", limit)
                .update();
        database.jdbc()
                .sql("INSERT INTO scheduled_task_logs (scheduled_task_id, status, started_at, finished_at)"
                        + " VALUES (:id, 'completed', now() - :seconds * interval '1 second', now())")
                .param("id", id)
                .param("seconds", seconds)
                .update();
    }

    private static void worker(String id, int slots, String state, String drained) {
        sql("INSERT INTO scheduled_task_workers (id, host, pid, version, state, slots, task_types, heartbeat_interval,"
                + " stop_within, drain_requested_at) VALUES ('" + id + "', 'h', 1, '1', '" + state + "', " + slots
                + ", '{}', '2 s', '5 s', " + drained + ")");
    }

    private static void sql(String statement) {
        database.jdbc().sql(statement).update();
    }
}
