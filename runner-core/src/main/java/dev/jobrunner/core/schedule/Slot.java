package dev.jobrunner.core.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the times that a schedule names.
 *
 * @param scheduledFor the time that the pattern names, by which the slot is known
 * @param dueAt when its run starts if nothing holds it back
 */
public record Slot(Instant scheduledFor, Instant dueAt) {

    /** For the column {@code next_slot}: the slot where its run is due later; null where it is due at its slot. */
    public @Nullable Instant named() {
        return dueAt.equals(scheduledFor) ? null : scheduledFor;
    }
}
