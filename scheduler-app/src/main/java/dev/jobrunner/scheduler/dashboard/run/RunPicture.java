package dev.jobrunner.scheduler.dashboard.run;

import dev.jobrunner.core.insight.RunDetails;
import dev.jobrunner.core.insight.RunRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The times of a run as a bar: from due to claimed, to started, to finished or now. In percent of its whole length; what is
 * too short to be seen is as wide as a line.
 */
public record RunPicture(List<Part> parts) {

    private static final double LEAST = 0.4;

    public RunPicture {
        parts = List.copyOf(parts);
    }

    static RunPicture of(RunDetails details, Instant now) {
        RunRow run = details.run();
        Instant claimed = run.executedAt();
        Instant due = earlier(Objects.requireNonNullElse(run.scheduledFor(), claimed), claimed);
        Instant started = Objects.requireNonNullElse(run.startedAt(), claimed);
        Instant end = Objects.requireNonNullElse(run.finishedAt(), now);
        double whole = Math.max(1, Duration.between(due, end).toMillis());
        double waited = Math.max(0, Duration.between(due, started).toMillis()) / whole * 100;
        double start = Math.min(waited, 100 - LEAST);
        return new RunPicture(List.of(
                new Part("waited", percent(0), percent(start)),
                new Part("ran", percent(start), percent(Math.max(LEAST, 100 - start)))));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }

    /** @param kind {@code waited} or {@code ran} */
    public record Part(String kind, String x, String width) {}

    /** A moment of a run: when, and how long after the one before. */
    public record Step(
            String name, @Nullable Instant at, @Nullable Duration after) {}

    static List<Step> steps(RunDetails details) {
        RunRow run = details.run();
        return List.of(
                new Step("Due", run.scheduledFor(), null),
                new Step("Claimed", run.executedAt(), details.waited()),
                new Step("Started", run.startedAt(), details.prepared()),
                new Step("Finished", run.finishedAt(), details.took()));
    }
}
