package dev.jobrunner.scheduler.dashboard.overview;

import dev.jobrunner.core.insight.FleetTimeline.Bar;
import dev.jobrunner.core.insight.FleetTimeline.Worker;
import dev.jobrunner.core.insight.History;
import dev.jobrunner.core.insight.UpcomingRuns.Upcoming;
import dev.jobrunner.scheduler.dashboard.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Draws the fleet timeline: the past takes four fifths of the width, what is coming the last one. */
final class TimelineDrawing {

    /** More than this many bars on the whole page are neither legible nor quick. */
    private static final int MOST_BARS = 2400;

    private static final int MOST_LANES = 40;
    private static final int LANES_WITH_GONE = 12;

    private final TimeAxis axis;
    private final Instant now;
    private final BarWords words;
    private final BarSvg svg;

    TimelineDrawing(History history, Instant now, Words words, String contextPath) {
        this.axis = new TimeAxis(now.minus(history.length()), now.plus(ahead(history)));
        this.now = now;
        this.words = new BarWords(axis, now, words);
        this.svg = new BarSvg(contextPath);
    }

    /** How much of the future a timeline shows. */
    static Duration ahead(History history) {
        return history.length().dividedBy(4);
    }

    Timeline draw(List<Worker> workers, List<Bar> bars, List<Upcoming> upcoming) {
        Map<String, List<Bar>> byWorker = bars.stream().collect(Collectors.groupingBy(Bar::worker));
        Map<String, String> states = new LinkedHashMap<>();
        workers.forEach(worker -> states.put(worker.id(), worker.state()));
        byWorker.keySet().stream()
                .filter(id -> !states.containsKey(id))
                .sorted(Comparator.comparing((String id) -> lastEnd(byWorker.getOrDefault(id, List.of())))
                        .reversed())
                .forEach(id -> states.put(id, "gone"));
        int most = Math.min(MOST_LANES, Math.max(LANES_WITH_GONE, workers.size()));
        int shown = Math.min(most, states.size());
        int barsEach = MOST_BARS / Math.max(1, shown);
        List<Lane> lanes = states.entrySet().stream()
                .limit(most)
                .map(each ->
                        lane(each.getKey(), each.getValue(), byWorker.getOrDefault(each.getKey(), List.of()), barsEach))
                .toList();
        return new Timeline(
                lanes,
                coming(upcoming),
                axis.ticks(),
                TimeAxis.percent(axis.at(now)),
                words.summary(workers, bars, upcoming),
                states.size() - shown);
    }

    private Lane lane(String worker, String state, List<Bar> bars, int most) {
        List<LaneLayout.Span> spans = bars.stream().map(this::span).collect(Collectors.toCollection(ArrayList::new));
        return lane(worker, state, words.note(bars), spans, most, placed -> words.shape(worker, placed));
    }

    private Lane coming(List<Upcoming> upcoming) {
        List<LaneLayout.Span> spans = upcoming.stream()
                .map(run -> new LaneLayout.Span(
                        axis.at(run.at()), Math.min(100, axis.at(run.at().plus(run.typical()))), "coming", 1, run))
                .collect(Collectors.toCollection(ArrayList::new));
        return lane("", "coming", words.coming(upcoming), spans, MOST_BARS / 6, words::ghost);
    }

    private Lane lane(
            String id,
            String state,
            String note,
            List<LaneLayout.Span> spans,
            int most,
            Function<LaneLayout.Placed, Shape> shape) {
        List<LaneLayout.Placed> placed = LaneLayout.place(spans, most);
        return new Lane(
                id,
                state,
                note,
                LaneLayout.rows(placed),
                svg.write(placed.stream().map(shape).toList()));
    }

    private LaneLayout.Span span(Bar bar) {
        Instant finished = bar.finished();
        return new LaneLayout.Span(
                Math.max(0, axis.at(bar.start())),
                axis.at(finished == null ? now : finished),
                bar.status().equals("success") ? "completed" : bar.status(),
                bar.runs(),
                bar);
    }

    private static Instant lastEnd(List<Bar> bars) {
        return bars.stream()
                .map(bar -> bar.finished() == null ? Instant.MAX : bar.finished())
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }
}
