package dev.jobrunner.benchmarks.report;

import dev.jobrunner.benchmarks.measure.Metric;
import dev.jobrunner.benchmarks.measure.Range;
import dev.jobrunner.benchmarks.measure.Results;
import dev.jobrunner.benchmarks.workload.Variants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plots of a report; one is drawn where there is something to draw. */
final class Plots {

    private final Results results;
    private final Path folder;
    private final Map<String, Map<String, String>> written = new LinkedHashMap<>();

    /** @param folder takes the files */
    Plots(Results results, Path folder) {
        this.results = results;
        this.folder = folder;
    }

    /** @return what they show in words, by workload and file */
    Map<String, Map<String, String>> write() throws IOException {
        Files.createDirectories(folder);
        bars("W1", "rate", "Throughput", "jobs/s", series("W1", Metric.RATE, Variants.W1_ONE, Variants.W1_FIVE));
        bars(
                "W1",
                "cpu",
                "CPU of a job, " + Variants.W1_ONE,
                "µs",
                two(
                        "its processes", new Series("W1", Variants.W1_ONE, Metric.WORKER_CPU),
                        "PostgreSQL", new Series("W1", Variants.W1_ONE, Metric.DATABASE_CPU)));
        bars(
                "W1",
                "statements",
                "Statements under load, " + Variants.W1_ONE,
                "statements/s",
                series("W1", Metric.STATEMENT_RATE, Variants.W1_ONE));
        distribution();
        bars(
                "W4",
                "idle",
                "Five idle workers",
                "a second",
                two(
                        "statements", new Series("W4", Variants.W4, Metric.STATEMENT_RATE),
                        "transactions", new Series("W4", Variants.W4, Metric.TRANSACTION_RATE)));
        bars(
                "W5",
                "growth",
                "Throughput in a system that has become large",
                "jobs/s",
                series(
                        "W5",
                        Metric.RATE,
                        Variants.W5_EMPTY,
                        Variants.W5_HISTORY,
                        Variants.W5_SATURATED,
                        Variants.W5_CLEANUP));
        return written;
    }

    private static Map<String, Series> series(String workload, Metric metric, String... variants) {
        Map<String, Series> series = new LinkedHashMap<>();
        for (String variant : variants) {
            series.put(variant, new Series(workload, variant, metric));
        }
        return series;
    }

    /** In this order, which {@link Map#of} does not keep. */
    private static Map<String, Series> two(String name, Series series, String other, Series otherSeries) {
        Map<String, Series> both = new LinkedHashMap<>();
        both.put(name, series);
        both.put(other, otherSeries);
        return both;
    }

    private void bars(String workload, String name, String title, String unit, Map<String, Series> series)
            throws IOException {
        List<BarChart.Row> rows = series.values().stream()
                .flatMap(each -> results.subjects(each.workload, each.variant).stream())
                .distinct()
                .map(subject -> new BarChart.Row(subject, values(series, subject)))
                .toList();
        if (!rows.isEmpty()) {
            write(
                    workload,
                    name,
                    title + ", " + unit,
                    new BarChart(title, unit, List.copyOf(series.keySet()), rows).render());
        }
    }

    private List<Optional<Range>> values(Map<String, Series> series, String subject) {
        return series.values().stream()
                .map(each -> results.range(each.workload, each.variant, subject, each.metric))
                .toList();
    }

    private void distribution() throws IOException {
        Map<String, List<Double>> latencies = new LinkedHashMap<>();
        for (String subject : results.subjects("W3", Variants.W3)) {
            latencies.put(subject, results.values("W3", Variants.W3, subject, Metric.LATENCY));
        }
        if (!latencies.isEmpty()) {
            String title = "Pickup: share of jobs that wait at most so long";
            write("W3", "latency", title, new DistributionChart(title, latencies).render());
        }
    }

    private void write(String workload, String name, String alternative, String svg) throws IOException {
        String file = "performance-" + name + ".svg";
        Files.writeString(folder.resolve(file), svg);
        written.computeIfAbsent(workload, any -> new LinkedHashMap<>()).put(file, alternative);
    }

    private record Series(String workload, String variant, Metric metric) {}
}
