package dev.jobrunner.benchmarks.report;

import dev.jobrunner.benchmarks.measure.Results;
import java.util.Optional;
import java.util.function.Function;

/**
 * Something the product is to reach.
 *
 * @param text the target in words, with its number
 * @param measured what was measured, in the unit of the bound; empty if something is missing
 * @param atLeast whether the bound is a lower one
 */
record Target(
        String workload,
        String text,
        Function<Results, Optional<Double>> measured,
        String unit,
        double bound,
        boolean atLeast) {

    boolean isMetBy(double value) {
        return atLeast ? value >= bound : value <= bound;
    }
}
