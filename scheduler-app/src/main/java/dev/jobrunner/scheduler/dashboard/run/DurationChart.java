package dev.jobrunner.scheduler.dashboard.run;

import dev.jobrunner.core.insight.TaskHistory.Outcome;
import dev.jobrunner.scheduler.dashboard.Durations;
import dev.jobrunner.scheduler.dashboard.Marks;
import dev.jobrunner.scheduler.dashboard.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long the last runs of a task took: a point each, by the time of the claim, with the lines that half and 95 in 100 of the
 * completed ones stayed below. The scale is logarithmic where they differ a lot.
 *
 * @param median null where none has completed
 * @param high 95 in 100 of the completed runs took no longer; null where none has completed
 */
public record DurationChart(
        List<Point> points,
        List<Tick> seconds,
        List<Tick> times,
        @Nullable Line median,
        @Nullable Line high,
        String summary) {

    /** Runs at the most. */
    public static final int MOST = 500;

    static final int HEIGHT = 180;
    private static final double DIFFERS_A_LOT = 30;
    private static final Marks MARKS = new Marks();

    public DurationChart {
        points = List.copyOf(points);
        seconds = List.copyOf(seconds);
        times = List.copyOf(times);
    }

    /** @param outcomes oldest first; those of which no duration is known are left out */
    static DurationChart of(List<Outcome> outcomes) {
        List<Outcome> known =
                outcomes.stream().filter(each -> each.seconds() != null).toList();
        if (known.isEmpty()) {
            return new DurationChart(List.of(), List.of(), List.of(), null, null, "no run has ended yet");
        }
        double[] all =
                known.stream().mapToDouble(DurationChart::seconds).sorted().toArray();
        double[] completed = known.stream()
                .filter(each -> MARKS.word(each.status()).equals("completed"))
                .mapToDouble(DurationChart::seconds)
                .sorted()
                .toArray();
        double top = Math.max(0.01, all[all.length - 1]);
        double least = Math.max(0.001, quantile(all, 0.02));
        Scale scale = new Scale(top / least > DIFFERS_A_LOT, least, top);
        TimeAxis axis = new TimeAxis(
                known.get(0).executedAt(), known.get(known.size() - 1).executedAt());
        List<Point> points = new ArrayList<>();
        for (Outcome each : known) {
            String word = MARKS.word(each.status());
            points.add(new Point(
                    word,
                    Sparkline.fill(word),
                    axis.percent(each.executedAt()),
                    scale.y(seconds(each)),
                    "run " + each.runId() + ": " + word + " after " + words(seconds(each))));
        }
        Line median = completed.length == 0 ? null : line(scale, quantile(completed, 0.5), "half below ");
        Line high = completed.length == 0 ? null : line(scale, quantile(completed, 0.95), "95 in 100 below ");
        return new DurationChart(
                points, scale.ticks(), axis.ticks(), median, high, summary(known.size(), median, high));
    }

    /** The outcomes that occur, in the order of legends. */
    public List<String> words() {
        return Marks.WORDS.stream()
                .filter(word -> points.stream().anyMatch(point -> point.word().equals(word)))
                .toList();
    }

    private static String summary(int runs, @Nullable Line median, @Nullable Line high) {
        String start = runs == 1 ? "1 run" : "last " + runs + " runs";
        return median == null || high == null
                ? start + ", none of them completed"
                : start + "; completed ones: " + median.words() + ", " + high.words();
    }

    private static Line line(Scale scale, double seconds, String before) {
        return new Line(scale.y(seconds), before + words(seconds));
    }

    /** The value that so large a part of them does not exceed. */
    private static double quantile(double[] sorted, double part) {
        return sorted[(int) Math.max(0, Math.ceil(part * sorted.length) - 1)];
    }

    private static double seconds(Outcome outcome) {
        Double seconds = outcome.seconds();
        return seconds == null ? 0 : Math.max(0, seconds);
    }

    static String words(double seconds) {
        return Durations.words(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /** @param x in percent */
    public record Point(String word, String css, String x, double y, String title) {}

    /** A level of the whole chart. */
    public record Line(double y, String words) {}

    /** From seconds to pixels from the top. */
    private record Scale(boolean logarithmic, double least, double top) {

        double y(double seconds) {
            double part =
                    logarithmic ? Math.log(Math.max(seconds, least) / least) / Math.log(top / least) : seconds / top;
            return Math.round((HEIGHT - 6 - part * (HEIGHT - 12)) * 10) / 10.0;
        }

        List<Tick> ticks() {
            List<Tick> ticks = new ArrayList<>();
            for (double seconds : new double[] {
                0.001, 0.01, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 28800, 86400
            }) {
                boolean apart = ticks.isEmpty() || ticks.get(ticks.size() - 1).at() - y(seconds) > 26;
                if (seconds >= least && seconds <= top && apart && (logarithmic || y(seconds) < HEIGHT - 24)) {
                    ticks.add(new Tick(y(seconds), words(seconds)));
                }
            }
            return ticks;
        }
    }

    /** From a moment to percent of the width. */
    private record TimeAxis(Instant first, Instant last) {

        String percent(Instant at) {
            return String.format(Locale.ROOT, "%.2f%%", part(at) * 100);
        }

        List<Tick> ticks() {
            List<Tick> ticks = new ArrayList<>();
            boolean days = Duration.between(first, last).toHours() > 48;
            for (int i = 0; i <= 4; i++) {
                Instant at = first.plusMillis(Duration.between(first, last).toMillis() * i / 4);
                String text = at.toString();
                ticks.add(new Tick(i * 25.0, days ? text.substring(5, 10) : text.substring(11, 16)));
            }
            return first.equals(last) ? ticks.subList(0, 1) : ticks;
        }

        private double part(Instant at) {
            double whole = Duration.between(first, last).toMillis();
            return whole == 0 ? 0.5 : Duration.between(first, at).toMillis() / whole;
        }
    }
}
