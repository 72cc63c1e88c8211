package dev.jobrunner.scheduler.dashboard.run;

import dev.jobrunner.scheduler.input.InvalidInputException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far back the page of failures looks. */
public enum FailureRange {
    HOUR("1h", "1 hour", Duration.ofHours(1)),
    DAY("24h", "24 hours", Duration.ofDays(1)),
    WEEK("7d", "7 days", Duration.ofDays(7)),
    MONTH("30d", "30 days", Duration.ofDays(30));

    private final String word;
    private final String label;
    private final Duration length;

    FailureRange(String word, String label, Duration length) {
        this.word = word;
        this.label = label;
        this.length = length;
    }

    /** As the address says it. */
    public String word() {
        return word;
    }

    public String label() {
        return label;
    }

    /** To the minute, so that the list does not change with each look. */
    Instant from(Clock clock) {
        return clock.instant().minus(length).truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
    }

    /** A day where nothing is said. */
    static FailureRange parse(@Nullable String word) {
        if (word == null || word.isBlank()) {
            return DAY;
        }
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "range",
                        word,
                        Arrays.stream(values()).map(FailureRange::word).collect(Collectors.joining(", "))));
    }
}
