package dev.jobrunner.core.forecast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the minutes in which more is wanted than there are slots, and who wants it. */
final class HotSpots {

    private static final int MOST_CAUSES = 10;
    private static final int MOST_SPOTS = 20;

    /** Spots that are looked into; the worst ones if there are more. */
    private static final int MOST_LOOKED_INTO = 500;

    /** Less beyond the slots than this is over within seconds. */
    private static final double TOLERANCE = 0.25;

    /** What starts more often than once in so many minutes has no minute that it could be given instead. */
    private static final int MOVABLE_MINUTES = 15;

    /** Hot minutes this close to each other are one spot. */
    private static final int GAP_MINUTES = 15;

    private final Load load;
    private final Instant from;
    private final int slots;

    HotSpots(Load load, Instant from, int slots) {
        this.load = load;
        this.from = from;
        this.slots = slots;
    }

    List<HotSpot> find() {
        List<Span> spans = spans();
        spans.sort(Comparator.comparingInt(Span::peak));
        gather(spans);
        Map<List<Long>, List<Span>> sameTasks = new LinkedHashMap<>();
        spans.forEach(span -> sameTasks
                .computeIfAbsent(span.causes().stream().map(Part::id).sorted().toList(), tasks -> new ArrayList<>())
                .add(span));
        return sameTasks.values().stream()
                .sorted(Comparator.comparingDouble(
                                (List<Span> same) -> load.total()[same.get(0).peak()] * same.size())
                        .reversed())
                .limit(MOST_SPOTS)
                .map(same -> hotSpot(same.get(0), same.size()))
                .sorted(Comparator.comparing(HotSpot::from))
                .toList();
    }

    static boolean isHot(double wanted, int slots) {
        return slots > 0 && wanted > slots + TOLERANCE;
    }

    private List<Span> spans() {
        double[] total = load.total();
        List<Span> spans = new ArrayList<>();
        for (int minute = 0; minute < total.length; minute++) {
            if (!isHot(total[minute], slots)) {
                continue;
            }
            Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            if (last != null && minute - last.last() <= GAP_MINUTES) {
                int peak = total[minute] > total[last.peak()] ? minute : last.peak();
                spans.set(spans.size() - 1, new Span(last.first(), minute, peak, last.parts()));
            } else {
                spans.add(new Span(minute, minute, minute, new ArrayList<>()));
            }
        }
        spans.sort(Comparator.comparingDouble((Span span) -> total[span.peak()]).reversed());
        return new ArrayList<>(spans.subList(0, Math.min(spans.size(), MOST_LOOKED_INTO)));
    }

    /** Who runs in the busiest minute of each span. */
    private void gather(List<Span> spans) {
        int[] peaks = spans.stream().mapToInt(Span::peak).toArray();
        for (Load.Group group : load.groups()) {
            boolean movable = group.timing().count() * (long) MOVABLE_MINUTES <= load.total().length;
            group.timing().runs(group.seconds(), (minute, busy) -> {
                int found = Arrays.binarySearch(peaks, minute);
                int end = minute + (busy + 59) / 60;
                for (int i = found < 0 ? -found - 1 : found; i < peaks.length && peaks[i] < end; i++) {
                    int within = Math.min(60, busy - (peaks[i] - minute) * 60);
                    for (RecurringTask task : group.tasks()) {
                        spans.get(i).parts().add(new Part(task, minute, within, movable));
                    }
                }
            });
        }
    }

    private HotSpot hotSpot(Span span, int occurrences) {
        double peak = load.total()[span.peak()];
        return new HotSpot(
                from.plusSeconds(span.first() * 60L),
                from.plusSeconds(span.last() * 60L + 60),
                peak,
                occurrences,
                span.parts().size(),
                span.causes().stream().map(Part::cause).toList(),
                suggestion(span, Math.max(1, (int) Math.ceil(peak - TOLERANCE) - slots)));
    }

    private String suggestion(Span span, int missing) {
        Map<Integer, Integer> starts = new HashMap<>();
        span.parts().stream().filter(Part::movable).forEach(part -> starts.merge(part.start(), 1, Integer::sum));
        String more = missing == 1 ? "one more slot" : missing + " more slots";
        return starts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(most -> most.getValue() > 1)
                .map(most ->
                        "%d tasks start at minute :%02d; the hour is quietest at :%02d. Give some of them another minute, or the fleet %s."
                                .formatted(
                                        most.getValue(), ofHour(most.getKey()), ofHour(quietest(most.getKey())), more))
                .orElse("Runs meet here: give one of the long ones another time, or the fleet " + more + ".");
    }

    /** In the hour around that minute. */
    private int quietest(int minute) {
        int start = Math.max(0, minute - ofHour(minute));
        int quietest = start;
        for (int i = start; i < Math.min(start + 60, load.total().length); i++) {
            if (load.total()[i] < load.total()[quietest]) {
                quietest = i;
            }
        }
        return quietest;
    }

    private int ofHour(int minute) {
        return (int) Math.floorMod(from.getEpochSecond() / 60 + minute, 60L);
    }

    /** @param parts gets filled in later */
    private record Span(int first, int last, int peak, List<Part> parts) {
        List<Part> causes() {
            return parts.stream()
                    .sorted(Comparator.comparingInt(Part::seconds)
                            .reversed()
                            .thenComparing(Comparator.comparing(
                                            (Part part) -> part.task().typical())
                                    .reversed())
                            .thenComparing(Part::id))
                    .limit(MOST_CAUSES)
                    .toList();
        }
    }

    /**
     * @param seconds that the task takes of the busiest minute
     * @param movable whether it starts seldom enough to be given another minute
     */
    private record Part(RecurringTask task, int start, int seconds, boolean movable) {
        long id() {
            return task.id();
        }

        HotSpot.Cause cause() {
            return new HotSpot.Cause(
                    task.id(),
                    task.name(),
                    task.type(),
                    task.pattern(),
                    task.typical().toMillis() / 1000.0);
        }
    }
}
