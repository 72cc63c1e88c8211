package dev.jobrunner.scheduler.dashboard.audit;

import dev.jobrunner.core.audit.AuditEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An entry with its changes field by field. */
public record AuditRow(AuditEntry entry, List<Field> fields) {

    /** Numbers stay as they were written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * A field that changed.
     *
     * @param before as it was; null where the subject was not there
     * @param after as it is then; null where the subject is gone
     */
    public record Field(
            String name, @Nullable String before, @Nullable String after) {}

    static AuditRow of(AuditEntry entry) {
        Map<String, JsonNode> before = fields(entry.before());
        Map<String, JsonNode> after = fields(entry.after());
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            String was = text(before.get(name));
            String is = text(after.get(name));
            boolean says = !(Objects.requireNonNullElse(was, "–").equals("–")
                    && Objects.requireNonNullElse(is, "–").equals("–"));
            if (says) {
                fields.add(new Field(name, was, is));
            }
        }
        return new AuditRow(entry, fields);
    }

    private static Map<String, JsonNode> fields(@Nullable String json) {
        return json == null
                ? Map.of()
                : JSON.readTree(json).properties().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        return value.isNull() ? "–" : value.isString() ? value.asString() : value.toString();
    }
}
