package dev.jobrunner.core.schedule;

import java.time.Instant;

/**
 * One of the times that a schedule names.
 *
 * @param scheduledFor the time that the pattern names, by which the slot is known
 * @param dueAt when its run starts if nothing holds it back
 */
public record Slot(Instant scheduledFor, Instant dueAt) {}
