package dev.jobrunner.benchmarks.measure;

import java.util.Collection;
import java.util.Collections;

/** What several repetitions of one measurement came to. */
public record Range(double median, double least, double most, int count) {

    public static Range of(Collection<Double> values) {
        return new Range(Statistics.median(values), Collections.min(values), Collections.max(values), values.size());
    }
}
