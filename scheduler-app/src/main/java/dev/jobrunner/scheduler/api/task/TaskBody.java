package dev.jobrunner.scheduler.api.task;

import dev.jobrunner.core.task.After;
import dev.jobrunner.core.task.AfterEdit;
import dev.jobrunner.core.task.AfterFailed;
import dev.jobrunner.core.task.Edit;
import dev.jobrunner.core.task.NewTask;
import dev.jobrunner.core.task.TaskEdit;
import dev.jobrunner.core.task.TaskType;
import dev.jobrunner.scheduler.api.JsonBody;
import dev.jobrunner.scheduler.input.AfterText;
import dev.jobrunner.scheduler.input.InvalidInputException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a task that callers may set. The record describes them; reading goes by {@link JsonBody}, which tells absent
 * from null.
 */
@Schema(name = "TaskFields")
public record TaskBody(
        @Schema(description = "Unique; 1 to 200 characters.", nullable = true, example = "daily report") @Nullable
        String name,

        @Schema(description = "Needed when creating.", example = "report_generation") @Nullable
        String taskType,

        @Schema(description = "Cron; null: runs once.", nullable = true, example = "0 9 * * 1-5") @Nullable
        String schedulePattern,

        @Schema(description = "IANA name; UTC without it.", nullable = true, example = "Europe/Berlin") @Nullable
        String timeZone,

        @Schema(
                description = "Any JSON. In an edit, a value ••• keeps what is stored at that place.",
                type = "object",
                nullable = true,
                example = "{\"customer\": 7}")
        @Nullable
        Object payload,

        @Schema(description = "-32768 to 32767; 0 without it.") @Nullable
        Integer priority,

        @Schema(description = "0 to 10000; the default of the type without it, or with null.", nullable = true)
        @Nullable
        Integer maxConcurrentRuns,

        @Schema(
                description = "First or next run; without it the next slot of the pattern, or at once for a task that"
                        + " runs once. In an edit, null has it computed anew.",
                nullable = true)
        @Nullable
        Instant nextRunAt,

        @Schema(
                description = "No slot of the pattern before this time; recurring tasks only.",
                nullable = true,
                example = "2026-12-01T00:00:00Z")
        @Nullable
        Instant startsAt,

        @Schema(
                description = "No slot of the pattern after this time; then the task is completed.",
                nullable = true,
                example = "2027-01-31T23:59:00Z")
        @Nullable
        Instant endsAt,

        @Schema(
                description =
                        "Runs start up to so much after their slot, each task at an offset of its own; not more than"
                                + " the shortest distance between two slots.",
                nullable = true,
                example = "0")
        @Nullable
        Integer jitterSeconds,

        @Schema(
                description =
                        "What runs of slots that were missed: skip (none that is late), one (one run for all of them) or"
                                + " all (each).",
                nullable = true,
                example = "one")
        @Nullable
        String catchUp,

        @Schema(description = "For all: the newest so many, 1 to 10000; 100 without it.", nullable = true) @Nullable
        Integer catchUpLimit,

        @Schema(
                description = "How late a slot may still start; without bound if there is none, 60 for skip.",
                nullable = true)
        @Nullable
        Integer catchUpWindowSeconds,

        @Schema(
                description =
                        "Names or ids of tasks that have to succeed before this one starts; for tasks that run once."
                                + " In an edit, instead of those so far.",
                nullable = true,
                example = "[\"extract\", 12]")
        @Nullable
        List<String> after,

        @Schema(
                description =
                        "When one of those will not succeed, being disabled, cancelled, skipped or deleted: wait, skip (end"
                                + " without having run) or run (all the same); wait without it.",
                nullable = true,
                example = "wait")
        @Nullable
        String afterFailed,

        @Schema(
                description = "Name of the calendar that says when it has no slots; recurring tasks only.",
                nullable = true,
                example = "holidays")
        @Nullable
        String calendar,

        @Schema(
                description = "Of slots in a blackout: skip (they do not run) or after (one run at its end).",
                nullable = true,
                example = "skip")
        @Nullable
        String inBlackout,

        @Schema(description = "Edits only: active, paused or disabled.", example = "paused") @Nullable
        String status) {

    /** Those about the slots of a pattern: a task that runs once has none of them. */
    public static final List<String> FIELDS_OF_SLOTS = List.of(RulesBody.FIELDS);

    private static final String[] FOR_CREATION = with(
            RulesBody.FIELDS,
            "name",
            "task_type",
            "schedule_pattern",
            "time_zone",
            "payload",
            "priority",
            "max_concurrent_runs",
            "next_run_at",
            "after",
            "after_failed");
    private static final String[] FOR_EDIT = with(FOR_CREATION, "status");

    /** Those that a new task may have. */
    public static final List<String> FIELDS_FOR_CREATION = List.of(FOR_CREATION);

    /**
     * Reads a new task.
     *
     * @throws InvalidInputException if a field is not known or cannot be read
     * @throws dev.jobrunner.core.schedule.InvalidScheduleException if pattern or zone cannot be used
     * @throws dev.jobrunner.core.task.InvalidTaskException if another value cannot
     */
    public static NewTask creation(JsonNode json) {
        return creation(JsonBody.of(json, FOR_CREATION));
    }

    /** Those of {@code tasks} in the body. */
    static List<NewTask> creations(JsonNode json) {
        return JsonBody.of(json, "tasks").objects("tasks", FOR_CREATION).stream()
                .map(TaskBody::creation)
                .toList();
    }

    private static NewTask creation(JsonBody body) {
        Integer priority = priority(body);
        String payload = payload(body);
        return new NewTask(
                body.text("name"),
                type(body),
                body.text("schedule_pattern"),
                Objects.requireNonNullElse(body.text("time_zone"), "UTC"),
                Objects.requireNonNullElse(payload, "{}"),
                Objects.requireNonNullElse(priority, 0),
                body.time("next_run_at"),
                limit(body),
                RulesBody.creation(body),
                new After(body.names("after"), Objects.requireNonNullElse(afterFailed(body), AfterFailed.WAIT)));
    }

    static TaskEdit edit(JsonNode json) {
        JsonBody body = JsonBody.of(json, FOR_EDIT);
        return new TaskEdit(
                edit(body, "name", each -> each.text("name")),
                edit(body, "task_type", TaskBody::type),
                edit(body, "schedule_pattern", each -> each.text("schedule_pattern")),
                edit(body, "time_zone", each -> each.text("time_zone")),
                edit(body, "payload", TaskBody::payload),
                edit(body, "priority", TaskBody::priority),
                edit(body, "max_concurrent_runs", TaskBody::limit),
                edit(body, "next_run_at", each -> each.time("next_run_at")),
                edit(body, "status", each -> each.text("status")),
                RulesBody.edit(body),
                new AfterEdit(
                        edit(body, "after", each -> each.names("after")),
                        edit(body, "after_failed", TaskBody::afterFailed)));
    }

    private static @Nullable AfterFailed afterFailed(JsonBody body) {
        return AfterText.failed(body.name("after_failed"), body.text("after_failed"));
    }

    private static String[] with(String[] fields, String... more) {
        return Stream.concat(Stream.of(more), Stream.of(fields)).toArray(String[]::new);
    }

    private static <T> @Nullable Edit<T> edit(JsonBody body, String field, Function<JsonBody, @Nullable T> read) {
        return body.has(field) ? new Edit<>(read.apply(body)) : null;
    }

    private static TaskType type(JsonBody body) {
        String type = body.text("task_type");
        try {
            return new TaskType(Objects.requireNonNullElse(type, ""));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "task_type",
                    String.valueOf(type),
                    "1 to " + TaskType.MAX_LENGTH + " characters, not blank, none of them a control character");
        }
    }

    private static @Nullable Integer priority(JsonBody body) {
        return body.number("priority", Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private static @Nullable Integer limit(JsonBody body) {
        return body.number("max_concurrent_runs", 0, 10_000);
    }

    private static @Nullable String payload(JsonBody body) {
        JsonNode payload = body.any("payload");
        return payload == null ? null : payload.toString();
    }
}
