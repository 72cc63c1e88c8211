package dev.jobrunner.core.text;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Hides the secret fields of JSON that people look at. The stored JSON keeps them: jobs need them. */
public final class SecretFields {

    /** What stands in place of a secret value. */
    public static final String HIDDEN = "•••";

    private static final Pattern SECRET_KEY = Pattern.compile(
            "password|passwd|secret|token|api[_-]?key|authorization|credential|private[_-]?key|access[_-]?key",
            Pattern.CASE_INSENSITIVE);

    /** Numbers stay as they were written, however long they are. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Redactor LOOK_OF_SECRETS = new Redactor(List.of());

    private SecretFields() {}

    /** Whether a field of this name holds a secret: one of the words is part of it, in any case. */
    public static boolean isSecret(String key) {
        return SECRET_KEY.matcher(key).find();
    }

    /**
     * The same JSON with {@link #HIDDEN} as the value of every secret field, at any depth; a whole object or array too,
     * but not null, which hides nothing. JSON without a secret field comes back as it is. What is no JSON comes back as
     * it is too, except for what {@link Redactor} takes for a secret.
     */
    public static String hide(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            return LOOK_OF_SECRETS.redact(json); // typed by a person; not being JSON is no fault here
        }
        return hideIn(root) ? JSON.writeValueAsString(root) : json;
    }

    private static boolean hideIn(JsonNode node) {
        boolean hidden = false;
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                if (!isSecret(field.getKey())) {
                    hidden |= hideIn(field.getValue());
                } else if (!field.getValue().isNull()) {
                    object.put(field.getKey(), HIDDEN);
                    hidden = true;
                }
            }
        } else if (node.isArray()) {
            for (JsonNode element : node) {
                hidden |= hideIn(element);
            }
        }
        return hidden;
    }
}
