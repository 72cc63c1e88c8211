package dev.jobrunner.scheduler.dashboard.schedule;

import dev.jobrunner.core.forecast.Forecast;
import dev.jobrunner.core.forecast.Forecast.Bucket;
import dev.jobrunner.core.forecast.HotSpot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A forecast in words and rows. */
public record ForecastView(Forecast forecast) {

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    public boolean empty() {
        return forecast.tasks() == 0;
    }

    public List<HotSpot> hotSpots() {
        return forecast.hotSpots();
    }

    public List<Bucket> buckets() {
        return forecast.buckets();
    }

    /** Whether tasks wait at some time for others of their type. */
    public boolean limited() {
        return forecast.buckets().stream().anyMatch(Bucket::limited);
    }

    /** The answer to: is the fleet large enough. */
    public String sentence() {
        if (empty()) {
            return "No recurring task is active, so nothing is to be foreseen.";
        }
        if (forecast.slots() == 0) {
            return "No worker claims now, so there are no slots to compare with.";
        }
        long hot = forecast.buckets().stream().filter(Bucket::hot).count();
        return hot == 0
                ? "The slots are enough: at the most " + figure(peak().peak()) + " of " + forecast.slots()
                        + " are wanted, at " + when(peak().from()) + "."
                : "In %d of %d stretches more runs want to run than there are slots, so some start late. The worst is %s: %s wanted, %d there."
                        .formatted(
                                hot,
                                forecast.buckets().size(),
                                when(peak().from()),
                                figure(peak().peak()),
                                forecast.slots());
    }

    /** For those who do not see the chart. */
    public String summary() {
        double average =
                forecast.buckets().stream().mapToDouble(Bucket::busy).average().orElse(0);
        return "%s recurring tasks, each run as long as it usually takes; on average %s of %d slots. Times in UTC."
                .formatted(String.format(Locale.ROOT, "%,d", forecast.tasks()), figure(average), forecast.slots());
    }

    /** One digit where it matters. */
    public String figure(double slots) {
        return slots >= 9.95 || slots == Math.rint(slots)
                ? String.format(Locale.ROOT, "%.0f", slots)
                : String.format(Locale.ROOT, "%.1f", slots);
    }

    /** "Tue 24 Nov 02:00". */
    public String when(Instant at) {
        return DAY_AND_TIME.format(at);
    }

    /** "Tue 24 Nov 02:00–02:15"; with a second date where it takes long. */
    public String during(HotSpot spot) {
        boolean isLong = Duration.between(spot.from(), spot.until()).compareTo(Duration.ofHours(12)) > 0;
        return when(spot.from()) + "–" + (isLong ? when(spot.until()) : TIME.format(spot.until()));
    }

    public Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private Bucket peak() {
        return forecast.buckets().stream()
                .max(Comparator.comparingDouble(Bucket::peak))
                .orElseThrow();
    }
}
