package dev.jobrunner.scheduler.dashboard.overview;

import dev.jobrunner.scheduler.dashboard.Durations;
import dev.jobrunner.scheduler.dashboard.Tick;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The y axis of a chart: from values to pixels from the top, with round values at its grid lines.
 *
 * @param step the value between two grid lines
 * @param steps how many of them the height has
 */
record Scale(double step, int steps, int height, DoubleFunction<String> label) {

    private static final int MOST_STEPS = 4;

    private static final List<Double> SECONDS = List.of(
            0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0,
            7200.0, 14400.0, 28800.0, 86400.0);

    static Scale ofCounts(double most, int height) {
        double step = DoubleStream.iterate(1, power -> power * 10)
                .flatMap(power -> DoubleStream.of(power, 2 * power, 5 * power))
                .filter(each -> most <= each * MOST_STEPS)
                .findFirst()
                .orElse(most);
        return with(step, most, height, value -> String.format(Locale.ROOT, "%,.0f", value));
    }

    static Scale ofSeconds(double most, int height) {
        double step = SECONDS.stream()
                .filter(each -> most <= each * MOST_STEPS)
                .findFirst()
                .orElse(Math.ceil(most / MOST_STEPS / 86400) * 86400);
        return with(
                step,
                most,
                height,
                value -> value == 0
                        ? "0"
                        : Durations.words(Duration.ofMillis(Math.round(value * 1000)))
                                .replace(".0 s", " s"));
    }

    double y(double value) {
        return height - height * value / (step * steps);
    }

    List<Tick> ticks() {
        return IntStream.rangeClosed(0, steps)
                .mapToObj(index -> new Tick(y(index * step), label.apply(index * step)))
                .toList();
    }

    private static Scale with(double step, double most, int height, DoubleFunction<String> label) {
        return new Scale(step, Math.max(1, (int) Math.ceil(most / step - 1e-9)), height, label);
    }
}
