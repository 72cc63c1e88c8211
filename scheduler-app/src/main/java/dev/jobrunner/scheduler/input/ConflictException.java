package dev.jobrunner.scheduler.input;

import org.jspecify.annotations.Nullable;

/** What was asked for cannot be done as things stand. The message says why, and what to do first. */
public final class ConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Long existingId;

    public ConflictException(String message) {
        this(message, null);
    }

    /** @param existingId of what stands in the way; null where nothing does */
    public ConflictException(String message, @Nullable Long existingId) {
        super(message);
        this.existingId = existingId;
    }

    public @Nullable Long existingId() {
        return existingId;
    }
}
