package dev.jobrunner.benchmarks.measure;

import java.util.Arrays;
import java.util.Collection;

/** Medians, percentiles and the like. */
public final class Statistics {

    private Statistics() {}

    /** The middle value; of an even number of values, the mean of the two in the middle. */
    public static double median(Collection<Double> values) {
        double[] sorted = sorted(values);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The smallest value that at least so many percent of all values do not exceed (nearest rank): always one that was
     * measured.
     *
     * @param percent above 0, at most 100
     */
    public static double percentile(Collection<Double> values, double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("A percentile is above 0 and at most 100, not " + percent);
        }
        double[] sorted = sorted(values);
        int rank = (int) Math.ceil(percent / 100 * sorted.length - 1e-9);
        return sorted[Math.max(0, rank - 1)];
    }

    /** How many times the other is contained in the value; not a number where the other is 0. */
    public static double ratio(double value, double other) {
        return other == 0 ? Double.NaN : value / other;
    }

    private static double[] sorted(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("There are no values");
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
