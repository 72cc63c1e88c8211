package dev.jobrunner.scheduler.api.task;

import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.task.Edit;
import dev.jobrunner.core.task.RulesEdit;
import dev.jobrunner.scheduler.api.JsonBody;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a caller says about the slots of a task beyond pattern and zone. */
final class RulesBody {

    static final String[] FIELDS = {"starts_at", "ends_at", "jitter_seconds"};

    /** Of a pattern that fires once a year. */
    private static final int MOST_JITTER_SECONDS = 366 * 86_400;

    private RulesBody() {}

    static SlotRules creation(JsonBody body) {
        return new SlotRules(body.time("starts_at"), body.time("ends_at"), jitter(body));
    }

    static RulesEdit edit(JsonBody body) {
        return new RulesEdit(
                edit(body, "starts_at", each -> each.time("starts_at")),
                edit(body, "ends_at", each -> each.time("ends_at")),
                edit(body, "jitter_seconds", RulesBody::jitter));
    }

    private static Duration jitter(JsonBody body) {
        Integer seconds = body.number("jitter_seconds", 0, MOST_JITTER_SECONDS);
        return seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds);
    }

    private static <T> @Nullable Edit<T> edit(JsonBody body, String field, Function<JsonBody, @Nullable T> read) {
        return body.has(field) ? new Edit<>(read.apply(body)) : null;
    }
}
