package dev.jobrunner.core.fleet;

import java.util.UUID;

/**
 * What a live run has printed since its worker last told of it.
 *
 * @param token of the run's lock
 * @param firstByte where the text begins in all that the run has printed; where it joins what is stored it is put behind
 *     that, else it takes its place
 * @param output storable and without secrets
 */
public record RunNews(UUID token, long firstByte, String output) {}
