package dev.jobrunner.faults.soak;

import dev.jobrunner.faults.harness.App;
import dev.jobrunner.faults.harness.Gauges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/** Looks at a process again and again; what it holds early and late is compared. */
final class Watch implements Runnable {

    private final App app;
    private final List<Gauges> samples = new ArrayList<>();

    Watch(App app) {
        this.app = app;
    }

    @Override
    public void run() {
        Gauges now = Gauges.of(app);
        synchronized (samples) {
            samples.add(now);
        }
    }

    /** Medians of the second and of the last quarter of the time: the first one is for getting warm. */
    Growth of(ToLongFunction<Gauges> gauge) {
        long[] values;
        synchronized (samples) {
            values = samples.stream().mapToLong(gauge).toArray();
        }
        int quarter = values.length / 4;
        return new Growth(median(values, quarter, 2 * quarter), median(values, values.length - quarter, values.length));
    }

    private static long median(long[] values, int from, int to) {
        long[] sorted = Arrays.stream(values, from, to).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** From one median to the other, which are half of the time apart. */
    record Growth(long early, long late) {
        long by() {
            return late - early;
        }

        String inMegabytes() {
            return new Growth(early / 1024, late / 1024).toString();
        }

        @Override
        public String toString() {
            return early + " → " + late;
        }
    }
}
