package dev.jobrunner.scheduler.input;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Reads an instant as people and programs write it. */
public final class PointInTime {

    /** What is allowed, for messages. */
    public static final String ALLOWED = "a time with its offset, as in 2026-12-31T23:59:00Z or 2026-12-31T23:59+01:00";

    private PointInTime() {}

    /** @throws InvalidInputException if it is not such a time */
    public static Instant parse(String field, String text) {
        try {
            // in a query string, an unescaped + has become a space
            return OffsetDateTime.parse(text.strip().replace(' ', '+')).toInstant();
        } catch (DateTimeParseException e) {
            throw new InvalidInputException(field, text, ALLOWED);
        }
    }
}
