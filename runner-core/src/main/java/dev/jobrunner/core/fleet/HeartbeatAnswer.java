package dev.jobrunner.core.fleet;

/**
 * What a worker learns from its heartbeat.
 *
 * @param locks what became of those that it holds
 * @param drained whether somebody wants it to claim no more
 */
public record HeartbeatAnswer(LockCheck locks, boolean drained) {}
