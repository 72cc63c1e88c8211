package dev.jobrunner.benchmarks.workload;

import dev.jobrunner.benchmarks.measure.Metric;
import dev.jobrunner.benchmarks.process.Run;
import dev.jobrunner.benchmarks.process.Types;
import dev.jobrunner.benchmarks.subject.Setup;
import dev.jobrunner.benchmarks.subject.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** W6: types with limits, and handlers that take 5 ms. */
final class Limits implements Workload {

    static final String VARIANT = "5 processes × 10 slots";

    private static final int ALLOWED =
            Types.LIMITED.stream().mapToInt(Types::limit).sum();

    @Override
    public String id() {
        return "W6";
    }

    @Override
    public String title() {
        return "Limits";
    }

    @Override
    public String description(Size size) {
        return "%,d jobs of nine types with limits of 1 to 3 runs at once, %d in all, and handlers that take 5 ms. Of the time that the allowed slots had while every type had jobs left, the share in which a handler was at work; and how many handlers started over the limit, by their own clock."
                .formatted(size.jobs(), ALLOWED);
    }

    @Override
    public List<String> variants() {
        return List.of(VARIANT);
    }

    @Override
    public List<Metric> columns() {
        return List.of(
                Metric.UTILISATION,
                Metric.OVER_LIMIT,
                Metric.RATE,
                Metric.WORKER_CPU,
                Metric.DATABASE_CPU,
                Metric.STATEMENTS,
                Metric.WAL);
    }

    @Override
    public List<Metric> judged() {
        return List.of(Metric.UTILISATION, Metric.OVER_LIMIT);
    }

    @Override
    public boolean suits(Subject subject, String variant) {
        return subject.abilities().contains(Subject.Ability.LIMITS);
    }

    @Override
    public void measure(Bench bench, Subject subject, String variant, Sink sink) throws Exception {
        Map<String, Integer> heap = new LinkedHashMap<>();
        Types.LIMITED.forEach(type -> heap.put(type, bench.size().jobs() * Types.limit(type) / ALLOWED));
        Setup setup = new Setup(
                5,
                10,
                Types.LIMITED,
                false,
                bench.folder(subject),
                20 * bench.size().jobs());
        List<Run> runs =
                new Drain(bench, subject, sink).measure(bench.database(subject), setup, heap, Drain.Disturbance.NONE);
        Map<Long, SlotUse> byType = runs.stream()
                .collect(Collectors.groupingBy(
                        Run::key, Collectors.collectingAndThen(Collectors.toList(), SlotUse::new)));
        // From when every type has begun to when the first one has started its last job.
        long from =
                byType.values().stream().mapToLong(SlotUse::firstStart).max().orElseThrow();
        long to = byType.values().stream().mapToLong(SlotUse::lastStart).min().orElseThrow();
        long busy = byType.values().stream()
                .mapToLong(use -> use.busyNanos(from, to))
                .sum();
        double allowed = (double) ALLOWED * (to - from);
        sink.put(Metric.UTILISATION, 100 * busy / allowed);
        Map<Long, Integer> limits =
                Types.LIMITED.stream().collect(Collectors.toMap(Types::key, Types::limit, (a, b) -> a));
        long over = byType.entrySet().stream()
                .mapToLong(each -> each.getValue().startsOver(limits.getOrDefault(each.getKey(), 0)))
                .sum();
        sink.put(Metric.OVER_LIMIT, (double) over);
    }
}
