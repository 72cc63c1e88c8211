package dev.jobrunner.core.taskset;

import tools.jackson.databind.JsonNode;

/**
 * One field of a task that is, or will be, another one.
 *
 * @param field its column; {@code managed_by} for the set that it belongs to
 * @param from JSON null where there is none; payloads with their secrets, whoever shows them hides these
 * @param to as {@code from}
 */
public record FieldChange(String field, JsonNode from, JsonNode to) {}
