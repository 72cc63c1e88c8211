package dev.jobrunner.benchmarks.report;

import dev.jobrunner.benchmarks.measure.Metric;
import dev.jobrunner.benchmarks.measure.Range;
import dev.jobrunner.benchmarks.measure.Results;
import dev.jobrunner.benchmarks.measure.Statistics;
import dev.jobrunner.benchmarks.workload.Variants;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The targets of the product, as ratios within one session or as plain values. */
final class Targets {

    private static final String OURS = "ours";
    private static final String LIMIT = "limit";

    static final List<Target> ALL = List.of(
            new Target(
                    "W1",
                    "1 process: at least 0.8 × the limit",
                    r -> ratio(rate(r, Variants.W1_ONE, OURS), rate(r, Variants.W1_ONE, LIMIT)),
                    "×",
                    0.8,
                    true),
            new Target(
                    "W1",
                    "1 process: at least 2 × db-scheduler at its best",
                    r -> ratio(rate(r, Variants.W1_ONE, OURS), bestOfDbScheduler(r)),
                    "×",
                    2,
                    true),
            new Target(
                    "W1",
                    "5 processes: at least 0.8 × what the limit makes of five instead of one",
                    r -> ratio(
                            ratio(rate(r, Variants.W1_FIVE, OURS), rate(r, Variants.W1_ONE, OURS)),
                            ratio(rate(r, Variants.W1_FIVE, LIMIT), rate(r, Variants.W1_ONE, LIMIT))),
                    "×",
                    0.8,
                    true),
            atLeast("W2", "at least 99 % of the slots on time", Variants.W2, Metric.ON_TIME, "%", 99),
            new Target(
                    "W2",
                    "CPU a run at most 1.6 × the limit's",
                    r -> ratio(
                            median(r, "W2", Variants.W2, OURS, Metric.TOTAL_CPU),
                            median(r, "W2", Variants.W2, LIMIT, Metric.TOTAL_CPU)),
                    "×",
                    1.6,
                    false),
            atMost("W3", "p50 at most 2 ms", Variants.W3, Metric.P50, "ms", 2),
            atMost("W3", "p99 at most 10 ms", Variants.W3, Metric.P99, "ms", 10),
            atMost("W4", "at most 4 transactions/s", Variants.W4, Metric.TRANSACTION_RATE, "/s", 4),
            atMost("W4", "at most 3 % of a core in all", Variants.W4, Metric.CORES, "%", 3),
            atMost("W4", "at most 4 connections a worker", Variants.W4, Metric.CONNECTIONS, "", 4),
            growth("with history and future tasks", Variants.W5_HISTORY),
            growth("with a saturated type in front", Variants.W5_SATURATED),
            growth("during a log cleanup", Variants.W5_CLEANUP),
            atLeast("W6", "at least 90 % of the allowed slot time used", Variants.W6, Metric.UTILISATION, "%", 90),
            atMost("W6", "no start over a limit", Variants.W6, Metric.OVER_LIMIT, "", 0),
            atMost("W7", "at most 2.5 s to the first run", Variants.W7_SHARED, Metric.START, "s", 2.5),
            atMost("W7", "at most 180 MiB while idle", Variants.W7_SHARED, Metric.MEMORY, "MiB", 180));

    private Targets() {}

    private static Target growth(String what, String variant) {
        return new Target(
                "W5",
                what + ": at least 0.9 × the rate in empty tables",
                r -> ratio(
                        median(r, "W5", variant, OURS, Metric.RATE),
                        median(r, "W5", Variants.W5_EMPTY, OURS, Metric.RATE)),
                "×",
                0.9,
                true);
    }

    private static Target atLeast(
            String workload, String text, String variant, Metric metric, String unit, double bound) {
        return new Target(workload, text, ours(workload, variant, metric), unit, bound, true);
    }

    private static Target atMost(
            String workload, String text, String variant, Metric metric, String unit, double bound) {
        return new Target(workload, text, ours(workload, variant, metric), unit, bound, false);
    }

    private static Function<Results, Optional<Double>> ours(String workload, String variant, Metric metric) {
        return results -> median(results, workload, variant, OURS, metric);
    }

    private static Optional<Double> bestOfDbScheduler(Results results) {
        List<Double> rates = results.subjects("W1", Variants.W1_ONE).stream()
                .filter(name -> name.startsWith("db-scheduler"))
                .flatMap(name -> rate(results, Variants.W1_ONE, name).stream())
                .toList();
        return rates.isEmpty() ? Optional.empty() : Optional.of(Collections.max(rates));
    }

    private static Optional<Double> rate(Results results, String variant, String subject) {
        return median(results, "W1", variant, subject, Metric.RATE);
    }

    private static Optional<Double> median(
            Results results, String workload, String variant, String subject, Metric metric) {
        return results.range(workload, variant, subject, metric).map(Range::median);
    }

    private static Optional<Double> ratio(Optional<Double> value, Optional<Double> other) {
        return value.flatMap(v -> other.map(o -> Statistics.ratio(v, o)));
    }
}
