package dev.jobrunner.scheduler.dashboard.overview;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the bars of one lane into as few rows as it takes for none to hide another. Neighbours that end alike and would touch
 * become one bar, the more of them the fewer bars are wanted.
 */
final class LaneLayout {

    static final int ROW_HEIGHT = 14;

    /** In percent of the width: about three pixels on a wide screen. */
    static final double NARROWEST = 0.25;

    private static final int MOST_ROWS = 8;

    private LaneLayout() {}

    /** @param most as many bars as may remain, if need be at the price of detail */
    static List<Placed> place(List<Span> spans, int most) {
        List<Span> merged = merge(spans, NARROWEST);
        for (double reach = 2 * NARROWEST; merged.size() > most && reach < 50; reach *= 2) {
            merged = merge(merged, reach);
        }
        merged.sort(Comparator.comparingDouble(Span::start)
                .thenComparing(Comparator.comparingDouble(Span::end).reversed()));
        double[] free = new double[MOST_ROWS];
        List<Placed> placed = new ArrayList<>(merged.size());
        for (Span span : merged) {
            int row = firstFree(free, span.start);
            free[row] = Math.max(free[row], span.drawnEnd());
            placed.add(new Placed(span, row));
        }
        return placed;
    }

    static int rows(List<Placed> placed) {
        return placed.stream().mapToInt(Placed::row).max().orElse(0) + 1;
    }

    private static int firstFree(double[] free, double start) {
        int emptiest = 0;
        for (int row = 0; row < free.length; row++) {
            if (free[row] <= start) {
                return row;
            }
            if (free[row] < free[emptiest]) {
                emptiest = row;
            }
        }
        return emptiest;
    }

    /** Joins what begins within {@code reach} of the beginning of its predecessor of the same kind, or of its end. */
    private static List<Span> merge(List<Span> spans, double reach) {
        Map<String, List<Span>> byKind = new LinkedHashMap<>();
        spans.stream()
                .sorted(Comparator.comparingDouble(Span::start))
                .forEach(span -> byKind.computeIfAbsent(span.kind, kind -> new ArrayList<>())
                        .add(span));
        List<Span> merged = new ArrayList<>();
        byKind.values().forEach(kind -> {
            Span open = kind.get(0);
            for (Span next : kind.subList(1, kind.size())) {
                boolean both = open.mayMerge(reach) && next.mayMerge(reach);
                if (both
                        && next.start - open.start
                                < Math.max(reach, open.runs > 1 ? open.end - open.start + reach / 2 : 0)) {
                    open = open.with(next);
                } else {
                    merged.add(open);
                    open = next;
                }
            }
            merged.add(open);
        });
        return merged;
    }

    /**
     * A bar before it has its place.
     *
     * @param start in percent of the width
     * @param kind only bars of one kind become one
     * @param source what it was made from; of several, the newest
     */
    record Span(double start, double end, String kind, long runs, Object source) {

        double drawnEnd() {
            return Math.max(end, start + NARROWEST);
        }

        /** What is long enough to be seen by itself, or still goes on, stays by itself. */
        boolean mayMerge(double reach) {
            return !kind.equals("running") && (runs > 1 || end - start < 4 * reach);
        }

        Span with(Span next) {
            return new Span(start, Math.max(end, next.end), kind, runs + next.runs, next.source);
        }
    }

    record Placed(Span span, int row) {}
}
