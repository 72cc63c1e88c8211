package dev.jobrunner.core.forecast;

import dev.jobrunner.core.sql.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes forecasts of the next day and week, anew after half a minute at the earliest. Safe for use by several threads. */
public final class Forecaster {

    private static final Duration FRESH_FOR = Duration.ofSeconds(30);

    /** How long runs take changes slowly, and asking for all tasks is the dearest part. */
    private static final Duration DURATIONS_FRESH_FOR = Duration.ofMinutes(5);

    private static final String TASKS = """
            SELECT t.id, t.name, t.task_type, t.schedule_pattern, t.time_zone, t.max_concurrent_runs
            FROM scheduled_tasks t
            WHERE t.status = 'active' AND t.schedule_pattern IS NOT NULL AND t.schedule_error IS NULL
            ORDER BY t.id
            """;

    private static final String SLOTS = """
            SELECT now() AS database_time,
                   (SELECT coalesce(sum(w.slots), 0)
                    FROM scheduled_task_workers w
                    WHERE w.state = 'running' AND w.drain_requested_at IS NULL
                      AND w.heartbeat_at >= now() - CAST(:deadAfter AS interval)) AS slots
            """;

    private final JdbcClient jdbc;
    private final TypicalDurations durations;
    private final Duration deadAfter;
    private final LongSupplier nanoTime;
    private final Map<Span, Made> made = new HashMap<>();
    private Map<Long, Duration> typical = Map.of();
    private long typicalSince;

    /** @param deadAfter how long a worker's heartbeat may stay away */
    public Forecaster(DataSource dataSource, Duration deadAfter, LongSupplier nanoTime) {
        this.jdbc = JdbcClient.create(dataSource);
        this.durations = new TypicalDurations(dataSource);
        this.deadAfter = deadAfter;
        this.nanoTime = nanoTime;
    }

    /** How it looks from now on, by the database's clock; at most half a minute old. */
    public synchronized Forecast forecast(Span span) {
        Made last = made.get(span);
        if (last != null && nanoTime.getAsLong() - last.at() < FRESH_FOR.toNanos()) {
            return last.forecast();
        }
        Forecast fresh = make(span);
        made.put(span, new Made(fresh, nanoTime.getAsLong()));
        return fresh;
    }

    private Forecast make(Span span) {
        Fleet fleet = jdbc.sql(SLOTS)
                .param("deadAfter", deadAfter.toMillis() + " milliseconds")
                .query((row, number) -> new Fleet(Instants.required(row, "database_time"), row.getInt("slots")))
                .single();
        long bucket = span.bucket.toSeconds();
        Instant from = Instant.ofEpochSecond(Math.floorDiv(fleet.now().getEpochSecond(), bucket) * bucket);
        List<RecurringTask> tasks = tasks();
        Load load = new Load(tasks, from, span.ahead);
        return new Forecast(
                from,
                span.bucket,
                fleet.slots(),
                tasks.size() - load.leftOut(),
                load.leftOut(),
                buckets(load, from, span, fleet.slots()),
                new HotSpots(load, from, fleet.slots()).find());
    }

    private List<RecurringTask> tasks() {
        List<RecurringTask> tasks = jdbc.sql(TASKS)
                .query((row, number) -> new RecurringTask(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("task_type"),
                        row.getString("schedule_pattern"),
                        row.getString("time_zone"),
                        row.getInt("max_concurrent_runs"),
                        TypicalDurations.UNKNOWN))
                .list();
        if (typical.isEmpty() || nanoTime.getAsLong() - typicalSince > DURATIONS_FRESH_FOR.toNanos()) {
            typical = durations.of(tasks.stream().map(RecurringTask::id).toList());
            typicalSince = nanoTime.getAsLong();
        }
        return tasks.stream()
                .map(task -> task.lasting(typical.getOrDefault(task.id(), TypicalDurations.UNKNOWN)))
                .toList();
    }

    private static List<Forecast.Bucket> buckets(Load load, Instant from, Span span, int slots) {
        int minutes = (int) span.bucket.toMinutes();
        double[] total = load.total();
        List<Forecast.Bucket> buckets = new ArrayList<>();
        for (int start = 0; start < total.length; start += minutes) {
            double sum = 0;
            double peak = 0;
            boolean limited = false;
            for (int minute = start; minute < start + minutes; minute++) {
                sum += total[minute];
                peak = Math.max(peak, total[minute]);
                limited |= load.limited()[minute];
            }
            buckets.add(new Forecast.Bucket(
                    from.plusSeconds(start * 60L), sum / minutes, peak, limited, HotSpots.isHot(peak, slots)));
        }
        return buckets;
    }

    /** How far a forecast goes. */
    public enum Span {
        DAY(Duration.ofHours(24), Duration.ofMinutes(15)),
        WEEK(Duration.ofDays(7), Duration.ofHours(1));

        private final Duration ahead;
        private final Duration bucket;

        Span(Duration ahead, Duration bucket) {
            this.ahead = ahead;
            this.bucket = bucket;
        }
    }

    private record Made(Forecast forecast, long at) {}

    private record Fleet(Instant now, int slots) {}
}
