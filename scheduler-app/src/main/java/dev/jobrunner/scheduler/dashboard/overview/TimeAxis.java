package dev.jobrunner.scheduler.dashboard.overview;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From moments to percent of the width of a chart. */
record TimeAxis(Instant from, Instant until) {

    private static final List<Duration> STEPS = List.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(2));

    private static final int MOST_TICKS = 10;
    private static final double EDGE = 1.5;

    private static final DateTimeFormatter CLOCK = format("HH:mm");
    private static final DateTimeFormatter DAY = format("d MMM");

    /** Percent from the left; outside of 0 to 100 where the moment is outside. */
    double at(Instant moment) {
        return 100.0 * millis(from, moment) / millis(from, until);
    }

    /** The moment at that many percent. */
    Instant moment(double percent) {
        return from.plusMillis(Math.round(millis(from, until) * percent / 100));
    }

    /** Grid lines at round times, in UTC until the browser puts its own zone in; none so near an edge that it cuts the label. */
    List<TimeTick> ticks() {
        Duration length = Duration.between(from, until);
        Duration step = STEPS.stream()
                .filter(each -> length.dividedBy(each) <= MOST_TICKS)
                .findFirst()
                .orElse(Duration.ofDays(7));
        long seconds = step.toSeconds();
        boolean days = seconds >= Duration.ofHours(12).toSeconds();
        List<TimeTick> ticks = new ArrayList<>();
        for (long at = Math.floorDiv(from.getEpochSecond(), seconds) * seconds + seconds;
                at < until.getEpochSecond();
                at += seconds) {
            Instant moment = Instant.ofEpochSecond(at);
            if (Math.abs(at(moment) - 50) > 50 - EDGE) {
                continue;
            }
            ticks.add(new TimeTick(percent(at(moment)), moment.toString(), (days ? DAY : CLOCK).format(moment), days));
        }
        return ticks;
    }

    static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }

    private static double millis(Instant a, Instant b) {
        return (double) Duration.between(a, b).toMillis();
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /** @param days whether the label is a day and not a time of day */
    public record TimeTick(String x, String iso, String label, boolean days) {}
}
