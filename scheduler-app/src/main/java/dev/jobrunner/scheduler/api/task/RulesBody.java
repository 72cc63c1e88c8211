package dev.jobrunner.scheduler.api.task;

import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.task.Edit;
import dev.jobrunner.core.task.RulesEdit;
import dev.jobrunner.scheduler.api.JsonBody;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a caller says about the slots of a task beyond pattern and zone. */
final class RulesBody {

    static final String[] FIELDS = {"starts_at", "ends_at"};

    private RulesBody() {}

    static SlotRules creation(JsonBody body) {
        return new SlotRules(body.time("starts_at"), body.time("ends_at"));
    }

    static RulesEdit edit(JsonBody body) {
        return new RulesEdit(
                edit(body, "starts_at", each -> each.time("starts_at")),
                edit(body, "ends_at", each -> each.time("ends_at")));
    }

    private static <T> @Nullable Edit<T> edit(JsonBody body, String field, Function<JsonBody, @Nullable T> read) {
        return body.has(field) ? new Edit<>(read.apply(body)) : null;
    }
}
