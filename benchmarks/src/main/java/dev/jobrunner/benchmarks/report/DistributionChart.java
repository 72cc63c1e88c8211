package dev.jobrunner.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which share of all values is at most so large: a line for each subject, over a logarithmic axis.
 *
 * @param values in milliseconds, by subject
 */
record DistributionChart(String title, Map<String, List<Double>> values) {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    private static final int LEFT = 60;
    private static final int RIGHT = 170;
    private static final int TOP = 44;
    private static final int BOTTOM = 46;

    private static final double LEAST = 0.1;
    private static final double MOST = 100_000;

    String render() {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        axes(svg);
        int index = 0;
        for (Map.Entry<String, List<Double>> each : values.entrySet()) {
            String colour = Svg.colour(index);
            svg.polyline(points(each.getValue()), colour);
            double y = TOP + 14 + 18.0 * index;
            svg.bar(WIDTH - RIGHT + 16, y - 9, 12, 12, colour);
            svg.text(WIDTH - RIGHT + 33, y + 1, "start", each.getKey());
            index++;
        }
        return svg.end();
    }

    private static void axes(Svg svg) {
        for (double millis = LEAST; millis <= MOST; millis *= 10) {
            svg.line(x(millis), TOP, x(millis), HEIGHT - BOTTOM, "#dddddd");
            svg.text(x(millis), HEIGHT - BOTTOM + 18, "middle", label(millis));
        }
        for (int percent = 0; percent <= 100; percent += 25) {
            svg.line(LEFT, y(percent), WIDTH - RIGHT, y(percent), "#dddddd");
            svg.text(LEFT - 8, y(percent) + 4, "end", percent + " %");
        }
        svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", "from commit to start of the handler");
    }

    private static String points(List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < sorted.size(); i++) {
            double x = x(sorted.get(i));
            points.append(point(x, y(100.0 * i / sorted.size())));
            points.append(point(x, y(100.0 * (i + 1) / sorted.size())));
        }
        return points.toString().trim();
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f ", x, y);
    }

    private static double x(double millis) {
        double position = Math.log(Math.min(Math.max(millis, LEAST), MOST) / LEAST) / Math.log(MOST / LEAST);
        return LEFT + position * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double percent) {
        return HEIGHT - BOTTOM - percent / 100 * (HEIGHT - TOP - BOTTOM);
    }

    private static String label(double millis) {
        return millis > 999
                ? String.format(Locale.ROOT, "%.0f s", millis / 1_000)
                : String.format(Locale.ROOT, millis < 0.99 ? "%.1f ms" : "%.0f ms", millis);
    }
}
