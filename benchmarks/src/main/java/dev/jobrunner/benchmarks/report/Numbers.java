package dev.jobrunner.benchmarks.report;

import java.util.Locale;

/** Numbers as people read them: three digits that matter, thousands apart. */
final class Numbers {

    private Numbers() {}

    static String of(double value) {
        double size = Math.abs(value);
        String pattern = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : size == 0 ? "%.0f" : "%.3f";
        return String.format(Locale.ROOT, pattern, value);
    }

    /** A ratio as {@code 1.62 ×}. */
    static String times(double ratio) {
        return Double.isFinite(ratio) ? of(ratio) + " ×" : "–";
    }
}
