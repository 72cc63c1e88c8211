package dev.jobrunner.core.schedule;

import java.time.Instant;

/**
 * Slots that a blackout held back.
 *
 * @param count at least 1, at most {@link Recurrence#MAX_COUNTED_MISSED}, which then means "that many or more"
 */
public record HeldBack(Instant first, Instant last, int count) {}
