package dev.jobrunner.core.fleet;

import java.util.UUID;

/** A lock that a worker believes it holds. */
public record HeldLock(long taskId, UUID token) {}
