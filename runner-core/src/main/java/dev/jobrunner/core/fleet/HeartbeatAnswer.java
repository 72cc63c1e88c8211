package dev.jobrunner.core.fleet;

import java.util.Set;
import java.util.UUID;

/**
 * What a worker learns from its heartbeat.
 *
 * @param valid tokens that are still valid; any other that it held is lost, and its run has to stop
 * @param cancelled those valid ones whose run somebody wants ended
 */
public record HeartbeatAnswer(Set<UUID> valid, Set<UUID> cancelled) {}
