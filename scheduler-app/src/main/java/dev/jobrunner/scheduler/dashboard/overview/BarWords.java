package dev.jobrunner.scheduler.dashboard.overview;

import dev.jobrunner.core.insight.FleetTimeline.Bar;
import dev.jobrunner.core.insight.FleetTimeline.Worker;
import dev.jobrunner.core.insight.UpcomingRuns.Upcoming;
import dev.jobrunner.scheduler.dashboard.Durations;
import dev.jobrunner.scheduler.dashboard.Marks;
import dev.jobrunner.scheduler.dashboard.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.web.util.UriComponentsBuilder;

/** What the bars of the timeline say and lead to. */
final class BarWords {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final TimeAxis axis;
    private final Instant now;
    private final Words words;

    BarWords(TimeAxis axis, Instant now, Words words) {
        this.axis = axis;
        this.now = now;
        this.words = words;
    }

    Shape shape(String worker, LaneLayout.Placed placed) {
        LaneLayout.Span span = placed.span();
        Bar newest = (Bar) span.source();
        boolean one = span.runs() == 1;
        Instant from = one ? newest.start() : axis.moment(span.start());
        Instant finished = newest.finished();
        Instant to = finished == null ? now : one ? finished : axis.moment(span.end());
        String what = one ? newest.task() : words.count(span.runs()) + " runs";
        String when = finished == null
                ? "since " + CLOCK.format(from) + " UTC, for " + Durations.words(Duration.between(from, now))
                : CLOCK.format(from) + " to " + CLOCK.format(to) + " UTC"
                        + (one ? ", " + Durations.words(Duration.between(from, to)) : "");
        return drawn(
                placed,
                one ? "/runs/" + newest.runId() : runs(worker, span.kind(), from, to),
                what + ", " + span.kind() + ", " + when);
    }

    Shape ghost(LaneLayout.Placed placed) {
        Upcoming run = (Upcoming) placed.span().source();
        long runs = placed.span().runs();
        String title = runs == 1
                ? name(run) + ", " + words.ago(run.at()) + " (" + CLOCK.format(run.at()) + " UTC), usually "
                        + Durations.words(run.typical())
                : words.count(runs) + " runs are coming about "
                        + CLOCK.format(axis.moment(placed.span().start())) + " UTC";
        return drawn(placed, runs == 1 ? "/tasks/" + run.taskId() : "/schedule", title);
    }

    /** The figures of a lane. */
    String note(List<Bar> bars) {
        String figures = Marks.WORDS.stream()
                .map(word -> figure(word, bars))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return figures.isEmpty() ? "nothing ran" : figures;
    }

    String coming(List<Upcoming> upcoming) {
        if (upcoming.isEmpty()) {
            return "nothing in the time shown";
        }
        Upcoming next = upcoming.get(0);
        return words.count(upcoming.size(), "run", "runs") + "; next " + name(next) + " " + words.ago(next.at());
    }

    String summary(List<Worker> workers, List<Bar> bars, List<Upcoming> upcoming) {
        return words.count(workers.size(), "worker", "workers") + ": " + note(bars) + "; "
                + words.count(upcoming.size()) + " coming";
    }

    private String figure(String word, List<Bar> bars) {
        long runs = bars.stream()
                .filter(bar -> word.equals(bar.status().equals("success") ? "completed" : bar.status()))
                .mapToLong(Bar::runs)
                .sum();
        return runs == 0 ? "" : words.count(runs) + " " + word;
    }

    private static Shape drawn(LaneLayout.Placed placed, String path, String title) {
        LaneLayout.Span span = placed.span();
        return new Shape(
                TimeAxis.percent(span.start()),
                TimeAxis.percent(span.drawnEnd() - span.start()),
                TimeAxis.percent(span.drawnEnd()),
                placed.row(),
                span.kind(),
                path,
                title);
    }

    private static String runs(String worker, String status, Instant from, Instant to) {
        return UriComponentsBuilder.fromPath("/runs")
                .queryParam("worker", "{worker}")
                .queryParam("status", status)
                .queryParam("from", from)
                .queryParam("to", to.plusSeconds(1))
                .encode()
                .buildAndExpand(worker)
                .toUriString();
    }

    private static String name(Upcoming run) {
        String name = run.name();
        return name == null ? run.taskType() : name;
    }
}
