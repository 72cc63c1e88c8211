package dev.jobrunner.scheduler.dashboard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times, durations and figures as people read them. Templates know it as {@code say}. */
public final class Words {

    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String NONE = "–";

    private final Clock clock;

    public Words(Clock clock) {
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    public long epochMillis() {
        return clock.millis();
    }

    /** "12 s ago", "in 3 min", "2 d ago"; under a second it is "now", and null is a dash. */
    public String ago(@Nullable Instant at) {
        if (at == null) {
            return NONE;
        }
        Duration past = Duration.between(at, clock.instant());
        String length = coarse(past.abs());
        return length.isEmpty() ? "now" : past.isNegative() ? "in " + length : length + " ago";
    }

    /** Date and time to the second, in UTC; null is a dash. */
    public String exact(@Nullable Instant at) {
        return at == null ? NONE : EXACT.format(at);
    }

    /** As a machine reads it; for {@code datetime}. Null is empty. */
    public String iso(@Nullable Instant at) {
        return at == null ? "" : at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** See {@link Durations#words}; null is a dash. */
    public String duration(@Nullable Duration length) {
        return length == null ? NONE : Durations.words(length);
    }

    /** The length between two moments, up to now if the second is null; a dash if the first is. */
    public String between(@Nullable Instant from, @Nullable Instant to) {
        return from == null ? NONE : Durations.words(Duration.between(from, to == null ? clock.instant() : to));
    }

    /** Whole seconds, coarsely: "12 s", "3 min", "5 h". */
    public String secondsInWords(long seconds) {
        return seconds < 1 ? "0 s" : coarse(Duration.ofSeconds(seconds));
    }

    /** All of it in seconds, for those who compare. */
    public String seconds(Duration length) {
        return String.format(Locale.ROOT, "%.3f s", length.toMillis() / 1000.0);
    }

    /** With its thousands apart. */
    public String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** "1 task", "12,345 tasks". */
    public String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /** Bytes as "812 B", "4.0 KB", "1.2 MB". */
    public String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double kilobytes = bytes / 1024.0;
        return kilobytes < 1024
                ? String.format(Locale.ROOT, "%.1f KB", kilobytes)
                : kilobytes < 1024 * 1024
                        ? String.format(Locale.ROOT, "%.1f MB", kilobytes / 1024)
                        : String.format(Locale.ROOT, "%.1f GB", kilobytes / 1024 / 1024);
    }

    private static String coarse(Duration length) {
        if (length.toSeconds() < 1) {
            return "";
        }
        if (length.toMinutes() < 1) {
            return length.toSeconds() + " s";
        }
        if (length.toHours() < 1) {
            return length.toMinutes() + " min";
        }
        return length.toHours() < 48 ? length.toHours() + " h" : length.toDays() + " d";
    }
}
