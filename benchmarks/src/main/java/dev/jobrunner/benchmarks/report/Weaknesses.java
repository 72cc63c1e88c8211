package dev.jobrunner.benchmarks.report;

import dev.jobrunner.benchmarks.measure.Metric;
import dev.jobrunner.benchmarks.measure.Range;
import dev.jobrunner.benchmarks.measure.Results;
import dev.jobrunner.benchmarks.measure.Statistics;
import dev.jobrunner.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a peer does better than the product, by the medians. */
final class Weaknesses {

    private static final String OURS = "ours";

    private final Results results;

    Weaknesses(Results results) {
        this.results = results;
    }

    List<String> of(List<Workload> workloads) {
        List<String> weaknesses = new ArrayList<>();
        for (Workload workload : workloads) {
            for (String variant : workload.variants()) {
                for (Metric metric : workload.judged()) {
                    weakness(workload.id(), variant, metric).ifPresent(weaknesses::add);
                }
            }
        }
        return weaknesses;
    }

    private Optional<String> weakness(String workload, String variant, Metric metric) {
        Optional<Range> ours = results.range(workload, variant, OURS, metric);
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        double value = ours.get().median();
        String best = null;
        double bestValue = value;
        for (String subject : results.subjects(workload, variant)) {
            Optional<Range> range = results.range(workload, variant, subject, metric);
            if (isPeer(subject)
                    && range.isPresent()
                    && metric.isBetter(range.get().median(), bestValue)) {
                best = subject;
                bestValue = range.get().median();
            }
        }
        return best == null
                ? Optional.empty()
                : Optional.of("%s, %s, %s: `%s` %s, ours %s (%s)"
                        .formatted(
                                workload,
                                variant,
                                metric.label(),
                                best,
                                Numbers.of(bestValue),
                                Numbers.of(value),
                                Numbers.times(Statistics.ratio(value, bestValue))));
    }

    private static boolean isPeer(String subject) {
        return !subject.startsWith(OURS) && !subject.startsWith("limit");
    }
}
