package dev.jobrunner.scheduler.dashboard.overview;

import dev.jobrunner.core.insight.History;
import dev.jobrunner.core.insight.Throughput.Bucket;
import dev.jobrunner.scheduler.dashboard.Durations;
import dev.jobrunner.scheduler.dashboard.Tick;
import dev.jobrunner.scheduler.dashboard.Words;
import dev.jobrunner.scheduler.dashboard.overview.TimeAxis.TimeTick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Throughput and queue age, ready to be drawn.
 *
 * @param columns one for each bucket in which something ended
 * @param counts the y axis of the throughput
 * @param waits the y axis of the queue age
 */
public record Charts(
        List<Column> columns,
        List<Line> lines,
        List<TimeTick> ticks,
        List<Tick> counts,
        List<Tick> waits,
        String throughput,
        String queueAge) {

    /** Pixels. */
    public static final int HEIGHT = 120;

    private static final double GAP = 0.15;

    /** So that one failure among thousands is seen. */
    private static final double LEAST_HEIGHT = 2;

    public Charts {
        columns = List.copyOf(columns);
        lines = List.copyOf(lines);
    }

    static Charts of(History history, Instant now, List<Bucket> buckets, Words words) {
        TimeAxis axis = new TimeAxis(now.minus(history.length()), now);
        double width = 100.0 * history.bucket().toMillis() / history.length().toMillis();
        Scale counts = Scale.ofCounts(
                (double) Math.max(
                        4, buckets.stream().mapToLong(Bucket::total).max().orElse(0)),
                HEIGHT);
        Scale waits = Scale.ofSeconds(
                buckets.stream()
                        .mapToDouble(bucket -> seconds(bucket.p95()))
                        .max()
                        .orElse(0),
                HEIGHT);
        List<Column> columns = new ArrayList<>();
        for (Bucket bucket : buckets) {
            columns.add(column(bucket, axis.at(bucket.start()), width, counts, history));
        }
        return new Charts(
                columns,
                lines(buckets, axis, width, waits, history.bucket()),
                axis.ticks(),
                counts.ticks(),
                waits.ticks(),
                throughput(buckets, history, words),
                queueAge(buckets));
    }

    private static Column column(Bucket bucket, double left, double width, Scale scale, History history) {
        double start = Math.max(0, left);
        double room = Math.max(0.1, Math.min(100, left + width) - start - GAP);
        List<Part> parts = new ArrayList<>();
        double bottom = HEIGHT;
        for (Map.Entry<String, Long> outcome : bucket.runs().entrySet()) {
            if (outcome.getValue() > 0) {
                double height = Math.max(
                        LEAST_HEIGHT, HEIGHT - scale.y(outcome.getValue().doubleValue()));
                bottom -= height;
                parts.add(new Part(outcome.getKey(), outcome.getValue(), bottom, height));
            }
        }
        return new Column(
                TimeAxis.percent(start),
                TimeAxis.percent(room),
                bucket.start(),
                bucket.start().plus(history.bucket()),
                parts,
                bucket.median(),
                bucket.p95());
    }

    /** Between the middles of neighbouring buckets; where one is missing there is a gap, not a line through it. */
    private static List<Line> lines(List<Bucket> buckets, TimeAxis axis, double width, Scale scale, Duration length) {
        List<Line> lines = new ArrayList<>();
        for (int index = 0; index < buckets.size(); index++) {
            Bucket here = buckets.get(index);
            Bucket next = index + 1 < buckets.size() ? buckets.get(index + 1) : here;
            boolean joined = next.start().equals(here.start().plus(length));
            double x = Math.max(0, axis.at(here.start()) + width / 2);
            double to = joined ? Math.min(100, x + width) : Math.min(100, x + width / 4);
            add(lines, "p95", x, to, here.p95(), joined ? next.p95() : here.p95(), scale);
            add(lines, "median", x, to, here.median(), joined ? next.median() : here.median(), scale);
        }
        return lines;
    }

    private static void add(
            List<Line> lines,
            String kind,
            double x,
            double to,
            @Nullable Duration a,
            @Nullable Duration b,
            Scale scale) {
        if (a != null && b != null) {
            lines.add(new Line(
                    kind, TimeAxis.percent(x), TimeAxis.percent(to), scale.y(seconds(a)), scale.y(seconds(b))));
        }
    }

    private static String throughput(List<Bucket> buckets, History history, Words words) {
        long all = buckets.stream().mapToLong(Bucket::total).sum();
        long failed =
                buckets.stream().mapToLong(bucket -> bucket.runs("failed")).sum();
        long lost = buckets.stream().mapToLong(bucket -> bucket.runs("lost")).sum();
        if (all == 0) {
            return "Nothing has ended in this time";
        }
        return words.count(all, "run", "runs") + " ended, " + words.count(failed) + " failed, " + words.count(lost)
                + " lost; a column is " + Durations.words(history.bucket());
    }

    private static String queueAge(List<Bucket> buckets) {
        List<Bucket> timed =
                buckets.stream().filter(bucket -> bucket.p95() != null).toList();
        if (timed.isEmpty()) {
            return "From due to started: nothing has started in this time";
        }
        Bucket worst = Collections.max(timed, Comparator.comparingDouble(bucket -> seconds(bucket.p95())));
        Bucket last = timed.get(timed.size() - 1);
        return "From due to started: median " + words(last.median()) + " and 95 in 100 within " + words(last.p95())
                + " lately; worst " + words(worst.p95());
    }

    private static String words(@Nullable Duration length) {
        return length == null ? "–" : Durations.words(length);
    }

    private static double seconds(@Nullable Duration length) {
        return length == null ? 0 : length.toMillis() / 1000.0;
    }

    /** All that ended within one bucket. */
    public record Column(
            String x,
            String width,
            Instant from,
            Instant to,
            List<Part> parts,
            @Nullable Duration median,
            @Nullable Duration p95) {

        /** "12:00 to 12:05: 40 completed, 2 failed", without the times. */
        public String figures() {
            return parts.stream()
                    .map(part -> part.runs() + " " + part.status())
                    .reduce((a, b) -> a + ", " + b)
                    .orElse("nothing");
        }
    }

    /** @param y from the top */
    public record Part(String status, long runs, double y, double height) {}

    /** @param kind median or p95 */
    public record Line(String kind, String x1, String x2, double y1, double y2) {}
}
