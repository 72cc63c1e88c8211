package dev.jobrunner.scheduler.dashboard;

import java.time.Duration;
import java.util.Locale;

/** A duration in the two units that matter. */
public final class Durations {

    private Durations() {}

    /** "0 ms", "340 ms", "4.2 s", "1 min 12 s", "3 h 5 min", "2 d 4 h"; a negative one, between two clocks, is "0 ms". */
    public static String words(Duration length) {
        if (length.isNegative()) {
            return "0 ms";
        }
        if (length.toMillis() < 1000) {
            return length.toMillis() + " ms";
        }
        if (length.toMillis() < 9950) {
            return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
        }
        long seconds = length.plusMillis(500).toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        long minutes = seconds / 60;
        if (minutes < 24 * 60) {
            return two(minutes / 60, "h", minutes % 60, "min");
        }
        long hours = minutes / 60;
        return two(hours / 24, "d", hours % 24, "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return small == 0 ? large + " " + largeUnit : large + " " + largeUnit + " " + small + " " + smallUnit;
    }
}
