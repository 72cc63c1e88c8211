package dev.jobrunner.scheduler.api;

import dev.jobrunner.scheduler.input.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page of a list ends, as callers carry it from one request to the next: opaque to them, a position in the
 * order of the list to us.
 */
public final class Cursor {

    private static final String ALLOWED = "the value of next in a former answer of this list";

    private Cursor() {}

    /** The cursor behind the row of this id. */
    public static String ofId(long id) {
        return of(Long.toString(id));
    }

    /** The cursor behind the row of this position; whatever tells it from all others. */
    public static String of(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws InvalidInputException if it is not a cursor of {@link #ofId} */
    public static long id(String cursor) {
        try {
            return Long.parseLong(position(cursor));
        } catch (NumberFormatException e) {
            throw new InvalidInputException("after", cursor, ALLOWED);
        }
    }

    /** @throws InvalidInputException if it is not a cursor */
    public static String position(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("after", cursor, ALLOWED);
        }
    }
}
