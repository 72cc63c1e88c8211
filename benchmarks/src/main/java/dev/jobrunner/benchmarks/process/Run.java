package dev.jobrunner.benchmarks.process;

/**
 * One run as its handler wrote it down.
 *
 * @param start when the handler began, by {@link System#nanoTime()}
 * @param end when it returned, by the same clock
 * @param key which job, or of which type
 * @param slotMillis for which time it was planned, in milliseconds since 1970; 0 if for none
 */
public record Run(long start, long end, long key, long slotMillis) {}
