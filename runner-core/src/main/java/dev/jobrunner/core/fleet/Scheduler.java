package dev.jobrunner.core.fleet;

import java.time.Instant;

/**
 * A scheduler process as people look at it.
 *
 * @param tickAgeSeconds by the database's clock
 * @param silent whether it has missed so many ticks that it counts as down
 */
public record Scheduler(
        String id,
        String host,
        String version,
        Instant startedAt,
        Instant lastTickAt,
        double tickAgeSeconds,
        boolean silent) {}
