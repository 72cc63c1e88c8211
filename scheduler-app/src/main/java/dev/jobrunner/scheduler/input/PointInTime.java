package dev.jobrunner.scheduler.input;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Reads an instant as people and programs write it. */
public final class PointInTime {

    /** What is allowed, for messages. */
    public static final String ALLOWED = "a time with its offset, as in 2026-12-31T23:59:00Z or 2026-12-31T23:59+01:00";

    /** Later ones cannot be written as others read them. */
    private static final int LAST_YEAR = 9999;

    private PointInTime() {}

    /** @throws InvalidInputException if it is not such a time */
    public static Instant parse(String field, String text) {
        try {
            // in a query string, an unescaped + has become a space
            OffsetDateTime time = OffsetDateTime.parse(text.strip().replace(' ', '+'));
            if (time.getYear() >= 1 && time.getYear() <= LAST_YEAR) {
                return time.toInstant();
            }
            throw new InvalidInputException(field, text, "a time in the years 1 to " + LAST_YEAR);
        } catch (DateTimeParseException e) {
            throw new InvalidInputException(field, text, ALLOWED);
        }
    }
}
