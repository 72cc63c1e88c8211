package dev.jobrunner.scheduler.api;

import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.input.PointInTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a JSON object that a caller sent, where absent, null and wrong have to be told apart. Each field is named in
 * full ({@code filter.status}) when it is refused.
 */
public final class JsonBody {

    private final ObjectNode object;
    private final String prefix;

    private JsonBody(ObjectNode object, String prefix) {
        this.object = object;
        this.prefix = prefix;
    }

    /**
     * @param body null when there was none, which is an empty object
     * @param known names of the fields that may be there
     * @throws InvalidInputException if it is no object, or has a field that is not known
     */
    public static JsonBody of(@Nullable JsonNode body, String... known) {
        return of("", body, known);
    }

    private static JsonBody of(String path, @Nullable JsonNode body, String... known) {
        if (body == null || body.isMissingNode()) {
            return new JsonBody(JsonNodeFactory.instance.objectNode(), path);
        }
        Set<String> allowed = new TreeSet<>(List.of(known));
        if (!(body instanceof ObjectNode object)) {
            throw new InvalidInputException(
                    path.isEmpty() ? "body" : path.substring(0, path.length() - 1), body.toString(), "a JSON object");
        }
        for (String name : object.propertyNames()) {
            if (!allowed.contains(name)) {
                throw new InvalidInputException(
                        path + name,
                        object.path(name).toString(),
                        allowed.isEmpty() ? "no field here" : "only the fields " + String.join(", ", allowed));
            }
        }
        return new JsonBody(object, path);
    }

    /** Whether the field is there, null or not. */
    public boolean has(String field) {
        return object.has(field);
    }

    /** Null when it is absent or null. */
    public @Nullable String text(String field) {
        JsonNode value = value(field);
        if (value != null && !value.isString()) {
            throw wrong(field, value, "a text");
        }
        return value == null ? null : value.asString();
    }

    /** Null when it is absent or null. */
    public @Nullable Integer number(String field, int least, int most) {
        JsonNode value = value(field);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < least || value.asInt() > most) {
            throw wrong(field, value, "a whole number from " + least + " to " + most);
        }
        return value.asInt();
    }

    /** Null when it is absent or null. */
    public @Nullable Instant time(String field) {
        String text = text(field);
        return text == null ? null : PointInTime.parse(prefix + field, text);
    }

    /** False when it is absent or null. */
    public boolean flag(String field) {
        JsonNode value = value(field);
        if (value != null && !value.isBoolean()) {
            throw wrong(field, value, "true or false");
        }
        return value != null && value.asBoolean();
    }

    /** Any JSON; null when it is absent or null. */
    public @Nullable JsonNode any(String field) {
        return value(field);
    }

    /** A list of texts, or one text; empty when it is absent or null. */
    public List<String> texts(String field) {
        return list(field, "a list of texts", each -> each.isString() ? each.asString() : null);
    }

    /** A list of ids; empty when it is absent or null. */
    public List<Long> ids(String field) {
        return list(
                field,
                "a list of ids, which are whole numbers",
                each -> each.isIntegralNumber() && each.canConvertToLong() ? each.asLong() : null);
    }

    /** A list of names and ids, or one of them, as texts; empty when it is absent or null. */
    public List<String> names(String field) {
        return list(
                field,
                "a list of names, which are texts, and ids, which are whole numbers",
                each -> each.isString() && !each.asString().isBlank()
                        ? each.asString()
                        : each.isIntegralNumber() && each.canConvertToLong() ? String.valueOf(each.asLong()) : null);
    }

    /** A list of objects within this one; empty when it is absent or null. */
    public List<JsonBody> objects(String field, String... known) {
        JsonNode value = value(field);
        List<JsonBody> result = new ArrayList<>();
        if (value == null) {
            return result;
        }
        if (!value.isArray()) {
            throw wrong(field, value, "a list of objects");
        }
        for (JsonNode each : value) {
            result.add(of(prefix + field + "[" + result.size() + "].", each, known));
        }
        return result;
    }

    /** An object within this one; null when it is absent or null. */
    public @Nullable JsonBody object(String field, String... known) {
        JsonNode value = value(field);
        return value == null ? null : of(prefix + field + ".", value, known);
    }

    /** The full name of a field, for messages. */
    public String name(String field) {
        return prefix + field;
    }

    private <T> List<T> list(String field, String allowed, Function<JsonNode, @Nullable T> read) {
        JsonNode value = value(field);
        List<T> result = new ArrayList<>();
        if (value == null) {
            return result;
        }
        for (JsonNode each : value.isArray() ? value : List.of(value)) {
            T item = read.apply(each);
            if (item == null) {
                throw wrong(field, each, allowed);
            }
            result.add(item);
        }
        return result;
    }

    private @Nullable JsonNode value(String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private InvalidInputException wrong(String field, JsonNode value, String allowed) {
        return new InvalidInputException(
                prefix + field, value.isString() ? value.asString() : value.toString(), allowed);
    }
}
