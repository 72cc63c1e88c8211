package dev.jobrunner.faults.soak;

import java.time.Duration;

/**
 * One fault.
 *
 * @param pause what passes before it
 * @param seat whom it hits, if not everybody
 * @param length after which it is over, where it is not over at once
 */
record Blow(Duration pause, Kind kind, int seat, Duration length) {}
