package dev.jobrunner.scheduler.dashboard.schedule;

import dev.jobrunner.core.forecast.Forecast;
import dev.jobrunner.core.forecast.Forecast.Bucket;
import dev.jobrunner.scheduler.dashboard.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The geometry of the forecast: x in per cent, y in pixels from the top.
 *
 * @param slotsAt where the line of the fleet's slots is; below 0 when there are none
 * @param nowAt where the present is, in per cent
 */
public record ForecastChart(
        int height, List<Bar> bars, List<Tick> xTicks, List<Tick> yTicks, double slotsAt, double nowAt) {

    private static final int HEIGHT = 200;

    /** Room above the highest bar, for its mark. */
    private static final int HEAD = 16;

    private static final double GAP = 0.15;

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEE d", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    static ForecastChart of(Forecast forecast, Instant now) {
        double highest = Math.max(
                1,
                Math.max(
                        forecast.slots(),
                        forecast.buckets().stream()
                                .mapToDouble(Bucket::peak)
                                .max()
                                .orElse(0)));
        double perSlot = (HEIGHT - HEAD) / highest;
        List<Bar> bars = new ArrayList<>();
        double width = 100.0 / forecast.buckets().size();
        for (int i = 0; i < forecast.buckets().size(); i++) {
            Bucket bucket = forecast.buckets().get(i);
            bars.add(new Bar(
                    bucket,
                    rounded(i * width + width * GAP / 2),
                    rounded(width * (1 - GAP)),
                    rounded(HEIGHT - bucket.peak() * perSlot),
                    rounded(bucket.peak() * perSlot),
                    rounded(HEIGHT - bucket.busy() * perSlot),
                    rounded(bucket.busy() * perSlot)));
        }
        return new ForecastChart(
                HEIGHT,
                bars,
                xTicks(forecast),
                yTicks(highest, perSlot),
                forecast.slots() == 0 ? -1 : rounded(HEIGHT - forecast.slots() * perSlot),
                rounded(percent(forecast, now)));
    }

    private static List<Tick> xTicks(Forecast forecast) {
        boolean week = Duration.between(forecast.from(), forecast.until()).compareTo(Duration.ofDays(2)) > 0;
        long step = Duration.ofHours(week ? 24 : 3).toSeconds();
        List<Tick> ticks = new ArrayList<>();
        long first = Math.floorDiv(forecast.from().getEpochSecond(), step) * step + step;
        for (long at = first; at < forecast.until().getEpochSecond(); at += step) {
            Instant time = Instant.ofEpochSecond(at);
            ticks.add(new Tick(rounded(percent(forecast, time)), (week ? DAY : HOUR).format(time)));
        }
        return ticks;
    }

    private static List<Tick> yTicks(double highest, double perSlot) {
        int step = 1;
        for (int next : new int[] {2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000}) {
            step = highest / step > 5 ? next : step;
        }
        List<Tick> ticks = new ArrayList<>();
        for (int slots = 0; slots <= highest; slots += step) {
            ticks.add(new Tick(rounded(HEIGHT - slots * perSlot), Integer.toString(slots)));
        }
        return ticks;
    }

    private static double percent(Forecast forecast, Instant at) {
        double whole = Duration.between(forecast.from(), forecast.until()).toSeconds();
        return 100.0 * Duration.between(forecast.from(), at).toSeconds() / whole;
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /**
     * One bucket.
     *
     * @param x of its left edge, in per cent
     * @param peakY top of what is wanted in its busiest minute, down to the bottom by {@code peakHeight}
     * @param busyY the same of what is wanted on average
     */
    public record Bar(
            Bucket bucket, double x, double width, double peakY, double peakHeight, double busyY, double busyHeight) {

        /** Where a mark above it is, in per cent. */
        public double middle() {
            return rounded(x + width / 2);
        }
    }
}
