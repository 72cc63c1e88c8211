package dev.jobrunner.core.schedule;

import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param from belongs to it
 * @param until does not; after {@code from}
 */
public record Span(Instant from, Instant until) {

    public Span {
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("A span ends after it begins, not from " + from + " until " + until);
        }
    }

    boolean contains(Instant time) {
        return !time.isBefore(from) && time.isBefore(until);
    }
}
