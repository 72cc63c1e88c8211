package dev.jobrunner.core.taskset;

import dev.jobrunner.core.schedule.Blackout;
import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.task.NewTask;
import dev.jobrunner.core.task.Task;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The fields of a task that can be declared, as JSON by their columns, in the order in which people read them. */
final class Fields {

    static final String STATUS = "status";
    static final String NEXT_RUN = "next_run_at";
    static final String LIMIT = "max_concurrent_runs";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Numbers stay as they were written, however long they are. */
    private static final JsonMapper PAYLOADS = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** The database keeps the value of a number, not how it is written. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> {
        if (one.isNumber() && other.isNumber()) {
            return decimal(one).compareTo(decimal(other));
        }
        return one.equals(other) ? 0 : 1;
    };

    private Fields() {}

    /** Without those about which nothing is declared. */
    static Map<String, JsonNode> of(DeclaredTask declared) {
        return of(declared, declared.task().payload());
    }

    /** @param payload instead of its own */
    static Map<String, JsonNode> of(DeclaredTask declared, String payload) {
        NewTask task = declared.task();
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        put(fields, task.type().name(), task.schedulePattern(), task.timeZone(), task.rules());
        fields.put("payload", PAYLOADS.readTree(payload));
        fields.put("priority", JSON.numberNode(task.priority()));
        if (task.maxConcurrentRuns() != null) {
            fields.put(LIMIT, number(task.maxConcurrentRuns()));
        }
        if (task.runAt() != null) {
            fields.put(NEXT_RUN, time(task.runAt()));
        }
        if (declared.status() != null) {
            fields.put(STATUS, text(declared.status()));
        }
        return fields;
    }

    static Map<String, JsonNode> of(Task task) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        put(fields, task.taskType(), task.schedulePattern(), task.timeZone(), task.rules());
        fields.put("payload", PAYLOADS.readTree(task.payload()));
        fields.put("priority", JSON.numberNode(task.priority()));
        fields.put(LIMIT, number(task.maxConcurrentRuns()));
        fields.put(NEXT_RUN, time(task.nextRunAt()));
        fields.put(STATUS, text(task.status()));
        return fields;
    }

    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(BY_VALUE, other);
    }

    static JsonNode text(@Nullable String text) {
        return text == null ? JSON.nullNode() : JSON.stringNode(text);
    }

    /** As the database keeps it, which is in microseconds. */
    static JsonNode time(@Nullable Instant time) {
        return text(
                time == null
                        ? null
                        : time.plusNanos(500).truncatedTo(ChronoUnit.MICROS).toString());
    }

    private static void put(
            Map<String, JsonNode> fields, String type, @Nullable String pattern, String zone, SlotRules rules) {
        Duration window = rules.catchUp().window();
        fields.put("task_type", text(type));
        fields.put("schedule_pattern", text(pattern));
        fields.put("time_zone", text(zone));
        fields.put("starts_at", time(rules.startsAt()));
        fields.put("ends_at", time(rules.endsAt()));
        fields.put("jitter_seconds", JSON.numberNode(rules.jitter().toSeconds()));
        fields.put("catch_up", text(rules.catchUp().mode().word()));
        fields.put("catch_up_limit", number(rules.catchUp().limit()));
        fields.put("catch_up_window_seconds", window == null ? JSON.nullNode() : JSON.numberNode(window.toSeconds()));
        Blackout blackout = rules.blackout();
        fields.put("calendar", text(blackout == null ? null : blackout.calendar()));
        fields.put("in_blackout", text((blackout == null ? Blackout.Mode.SKIP : blackout.mode()).word()));
    }

    private static JsonNode number(@Nullable Integer number) {
        return number == null ? JSON.nullNode() : JSON.numberNode(number);
    }

    private static BigDecimal decimal(JsonNode number) {
        return number.decimalValue();
    }
}
