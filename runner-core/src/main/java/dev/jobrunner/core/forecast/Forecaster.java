package dev.jobrunner.core.forecast;

import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.sql.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes forecasts of the next day and week, anew after half a minute at the earliest. Safe for use by several threads. */
public final class Forecaster {

    private static final Duration FRESH_FOR = Duration.ofSeconds(30);

    /** How long runs take changes slowly, and asking for all tasks is the dearest part. */
    private static final Duration LEARNT_FRESH_FOR = Duration.ofMinutes(10);

    private static final String TASKS = """
            SELECT t.id, t.name, t.task_type, t.schedule_pattern, t.time_zone, t.max_concurrent_runs,
                  \s""" + SlotRules.COLUMNS + """

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
    private volatile @Nullable Learnt learnt;

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

    /** Asks anew how long runs take, so that no forecast has to wait for that; good for ten minutes. */
    public void learn() {
        learn(tasks());
    }

    private Learnt learn(List<RecurringTask> tasks) {
        Learnt fresh = new Learnt(typical(tasks), nanoTime.getAsLong());
        learnt = fresh;
        return fresh;
    }

    /** One entry for each of the tasks. */
    private Map<Long, Duration> typical(List<RecurringTask> tasks) {
        Map<Long, Duration> typical = new HashMap<>();
        tasks.forEach(task -> typical.put(task.id(), TypicalDurations.UNKNOWN));
        typical.putAll(durations.of(typical.keySet()));
        return typical;
    }

    private Forecast make(Span span) {
        Fleet fleet = jdbc.sql(SLOTS)
                .param("deadAfter", deadAfter.toMillis() + " milliseconds")
                .query((row, number) -> new Fleet(Instants.required(row, "database_time"), row.getInt("slots")))
                .single();
        long bucket = span.bucket.toSeconds();
        Instant from = Instant.ofEpochSecond(Math.floorDiv(fleet.now().getEpochSecond(), bucket) * bucket);
        List<RecurringTask> tasks = lasting(tasks());
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
        return jdbc.sql(TASKS)
                .query((row, number) -> new RecurringTask(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("task_type"),
                        row.getString("schedule_pattern"),
                        row.getString("time_zone"),
                        SlotRules.of(row),
                        row.getInt("max_concurrent_runs"),
                        TypicalDurations.UNKNOWN))
                .list();
    }

    private List<RecurringTask> lasting(List<RecurringTask> tasks) {
        Learnt known = learnt;
        if (known == null || nanoTime.getAsLong() - known.at() > LEARNT_FRESH_FOR.toNanos()) {
            known = learn(tasks);
        }
        Map<Long, Duration> typical = known.typical();
        Map<Long, Duration> added = typical(
                tasks.stream().filter(task -> !typical.containsKey(task.id())).toList());
        return tasks.stream()
                .map(task -> task.lasting(Objects.requireNonNullElseGet(
                        typical.get(task.id()), () -> added.getOrDefault(task.id(), TypicalDurations.UNKNOWN))))
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
                    from.plusSeconds(start * 60L),
                    hundredths(sum / minutes),
                    hundredths(peak),
                    limited,
                    HotSpots.isHot(peak, slots)));
        }
        return buckets;
    }

    /** More digits would only pretend. */
    private static double hundredths(double slots) {
        return Math.round(slots * 100) / 100.0;
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

    private record Learnt(Map<Long, Duration> typical, long at) {}

    private record Fleet(Instant now, int slots) {}
}
