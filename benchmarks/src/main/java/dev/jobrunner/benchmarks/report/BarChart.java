package dev.jobrunner.benchmarks.report;

import dev.jobrunner.benchmarks.measure.Range;
import java.util.List;
import java.util.Optional;

/**
 * Lying bars: one row for each subject, one bar in it for each series, with the range of its repetitions.
 *
 * @param unit of all values
 * @param series names, for the legend; one name: no legend
 */
record BarChart(String title, String unit, List<String> series, List<Row> rows) {

    private static final int WIDTH = 760;
    private static final int NAMES = 150;
    private static final int BAR = 14;
    private static final int GAP = 12;
    private static final int TOP = 64;
    private static final int VALUE = 90;

    /** @param values one for each series, empty if it was not measured */
    record Row(String name, List<Optional<Range>> values) {}

    String render() {
        int rowHeight = series.size() * BAR + GAP;
        Svg svg = new Svg(WIDTH, TOP + rows.size() * rowHeight + 8, title + ", " + unit);
        legend(svg);
        double most = rows.stream()
                .flatMap(row -> row.values().stream())
                .flatMap(Optional::stream)
                .mapToDouble(Range::most)
                .max()
                .orElse(1);
        double scale = (WIDTH - NAMES - VALUE) / (most == 0 ? 1 : most);
        for (int row = 0; row < rows.size(); row++) {
            int y = TOP + row * rowHeight;
            svg.text(NAMES - 8, y + rowHeight / 2.0 - 2, "end", rows.get(row).name());
            for (int i = 0; i < series.size(); i++) {
                int top = y + i * BAR;
                int index = i;
                rows.get(row).values().get(i).ifPresent(range -> bar(svg, range, top, scale, Svg.colour(index)));
            }
        }
        return svg.end();
    }

    private void legend(Svg svg) {
        if (series.size() == 1) {
            return;
        }
        int x = NAMES;
        for (int i = 0; i < series.size(); i++) {
            svg.bar(x, 36, 12, 12, Svg.colour(i));
            svg.text(x + 17, 46, "start", series.get(i));
            x += 36 + 7 * series.get(i).length();
        }
    }

    private static void bar(Svg svg, Range range, int top, double scale, String colour) {
        svg.bar(NAMES, top, Math.max(1, range.median() * scale), BAR - 3, colour);
        double middle = top + (BAR - 3) / 2.0;
        if (range.count() > 1) {
            svg.line(NAMES + range.least() * scale, middle, NAMES + range.most() * scale, middle, "#222222");
        }
        svg.text(NAMES + range.most() * scale + 6, middle + 4, "start", Numbers.of(range.median()));
    }
}
