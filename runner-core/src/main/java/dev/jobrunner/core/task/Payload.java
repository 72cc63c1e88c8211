package dev.jobrunner.core.task;

import dev.jobrunner.core.text.SecretFields;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a handler is given, as JSON. */
public final class Payload {

    /** Numbers stay as they were written, however long they are. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String ALLOWED = "JSON that can be stored";

    private Payload() {}

    /** @throws InvalidTaskException if it is not JSON, or JSON that PostgreSQL cannot store */
    static String checked(String json) {
        if (json.contains("\\u0000")) {
            throw new InvalidTaskException("payload", json, ALLOWED + "; \\u0000 cannot");
        }
        parse(json);
        return json;
    }

    /**
     * Puts back what a person was not shown: wherever the new one has {@link SecretFields#HIDDEN}, it gets what the stored one
     * has at that place.
     *
     * @throws InvalidTaskException if the new one is not JSON, or has that mark where nothing is stored
     */
    public static String unhidden(String json, String stored) {
        checked(json);
        if (!json.contains(SecretFields.HIDDEN)) {
            return json;
        }
        return JSON.writeValueAsString(restored(parse(json), parse(stored), "payload"));
    }

    private static JsonNode restored(JsonNode shown, JsonNode stored, String path) {
        if (shown.isString() && shown.asString().equals(SecretFields.HIDDEN)) {
            if (stored.isMissingNode()) {
                throw new InvalidTaskException(
                        path, SecretFields.HIDDEN, "a value; none is stored here that it could stand for");
            }
            return stored;
        }
        if (shown instanceof ObjectNode object) {
            object.properties()
                    .forEach(field -> field.setValue(
                            restored(field.getValue(), stored.path(field.getKey()), path + "." + field.getKey())));
        } else if (shown instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, restored(array.get(i), stored.path(i), path + "[" + i + "]"));
            }
        }
        return shown;
    }

    private static JsonNode parse(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            if (node.isMissingNode()) {
                throw new InvalidTaskException("payload", json, ALLOWED);
            }
            return node;
        } catch (JacksonException e) {
            throw new InvalidTaskException("payload", json, ALLOWED);
        }
    }
}
