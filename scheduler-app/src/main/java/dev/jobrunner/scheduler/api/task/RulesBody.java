package dev.jobrunner.scheduler.api.task;

import dev.jobrunner.core.schedule.CatchUp;
import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.task.Edit;
import dev.jobrunner.core.task.RulesEdit;
import dev.jobrunner.scheduler.api.JsonBody;
import dev.jobrunner.scheduler.input.BlackoutText;
import dev.jobrunner.scheduler.input.CatchUpText;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a caller says about the slots of a task beyond pattern and zone. */
final class RulesBody {

    static final String[] FIELDS = {
        "starts_at",
        "ends_at",
        "jitter_seconds",
        "catch_up",
        "catch_up_limit",
        "catch_up_window_seconds",
        "calendar",
        "in_blackout"
    };

    /** Of a pattern that fires once a year. */
    private static final int MOST_JITTER_SECONDS = 366 * 86_400;

    private RulesBody() {}

    static SlotRules creation(JsonBody body) {
        return new SlotRules(
                body.time("starts_at"),
                body.time("ends_at"),
                jitter(body),
                catchUp(body),
                BlackoutText.parse("in_blackout", body.text("calendar"), body.text("in_blackout")));
    }

    static RulesEdit edit(JsonBody body) {
        return new RulesEdit(
                edit(body, "starts_at", each -> each.time("starts_at")),
                edit(body, "ends_at", each -> each.time("ends_at")),
                edit(body, "jitter_seconds", RulesBody::jitter),
                edit(body, "catch_up", each -> catchUp(each).mode()),
                edit(body, "catch_up_limit", each -> catchUp(each).limit()),
                edit(body, "catch_up_window_seconds", each -> catchUp(each).window()),
                edit(body, "calendar", each -> BlackoutText.calendar(each.text("calendar"))),
                edit(body, "in_blackout", each -> BlackoutText.mode("in_blackout", each.text("in_blackout"))));
    }

    private static CatchUp catchUp(JsonBody body) {
        return CatchUpText.parse(
                "",
                "_",
                body.text("catch_up"),
                number(body, "catch_up_limit"),
                number(body, "catch_up_window_seconds"));
    }

    private static @Nullable String number(JsonBody body, String field) {
        Integer number = body.number(field, Integer.MIN_VALUE, Integer.MAX_VALUE);
        return number == null ? null : number.toString();
    }

    private static Duration jitter(JsonBody body) {
        Integer seconds = body.number("jitter_seconds", 0, MOST_JITTER_SECONDS);
        return seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds);
    }

    private static <T> @Nullable Edit<T> edit(JsonBody body, String field, Function<JsonBody, @Nullable T> read) {
        return body.has(field) ? new Edit<>(read.apply(body)) : null;
    }
}
