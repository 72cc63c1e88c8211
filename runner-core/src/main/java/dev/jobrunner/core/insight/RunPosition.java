package dev.jobrunner.core.insight;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the list of runs, which is in the order of {@code executed_at} and {@code id}, newest first. A run keeps its
 * place when it ends.
 */
public record RunPosition(Instant executedAt, long id) {

    private static final Pattern TEXT = Pattern.compile("(-?\\d{1,18})/(-?\\d{1,18})");

    /** As text that {@link #parse} reads: microseconds, as exact as the database's time. */
    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, executedAt) + "/" + id;
    }

    /** @throws IllegalArgumentException if it is no such text, or beyond the years that the database knows */
    public static RunPosition parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not a position in the list of runs");
        }
        Instant time = Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS);
        return new RunPosition(time, Long.parseLong(parts.group(2)));
    }
}
