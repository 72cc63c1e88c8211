package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.schedule.Blackout;
import dev.jobrunner.core.schedule.CatchUp;
import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.task.After;
import dev.jobrunner.core.task.AfterEdit;
import dev.jobrunner.core.task.AfterFailed;
import dev.jobrunner.core.task.Edit;
import dev.jobrunner.core.task.InvalidTaskException;
import dev.jobrunner.core.task.NewTask;
import dev.jobrunner.core.task.RulesEdit;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskConflictException;
import dev.jobrunner.core.task.TaskEdit;
import dev.jobrunner.core.task.TaskType;
import dev.jobrunner.core.text.SecretFields;
import dev.jobrunner.scheduler.input.AfterText;
import dev.jobrunner.scheduler.input.BlackoutText;
import dev.jobrunner.scheduler.input.CatchUpText;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.input.PointInTime;
import dev.jobrunner.scheduler.input.WholeNumber;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a task as they are typed, and what is wrong with them.
 *
 * @param values by the names of the fields; each of {@link #FIELDS} is there
 * @param wrongField whose value is refused; {@code version} when somebody else has changed the task; null when nothing is
 * @param wrong why
 */
public record TaskForm(
        Map<String, String> values,
        @Nullable String wrongField,
        @Nullable String wrong) {

    static final String[] FIELDS = {
        "name",
        "task_type",
        "schedule_pattern",
        "time_zone",
        "payload",
        "priority",
        "max_concurrent_runs",
        "next_run_at",
        "starts_at",
        "ends_at",
        "jitter_seconds",
        "catch_up",
        "catch_up_limit",
        "catch_up_window_seconds",
        "after",
        "after_failed",
        "calendar",
        "in_blackout",
        "version"
    };

    static TaskForm empty() {
        Map<String, String> values = new TreeMap<>();
        for (String field : FIELDS) {
            values.put(field, "");
        }
        values.putAll(Map.of("time_zone", "UTC", "payload", "{}", "priority", "0"));
        return new TaskForm(values, null, null);
    }

    static TaskForm of(Task task) {
        Map<String, String> values = new TreeMap<>();
        values.put("name", Objects.requireNonNullElse(task.name(), ""));
        values.put("task_type", task.taskType());
        values.put("schedule_pattern", Objects.requireNonNullElse(task.schedulePattern(), ""));
        values.put("time_zone", task.timeZone());
        values.put("payload", SecretFields.hide(task.payload()));
        values.put("priority", String.valueOf(task.priority()));
        values.put("max_concurrent_runs", String.valueOf(task.maxConcurrentRuns()));
        values.put("next_run_at", "");
        values.put("starts_at", Objects.toString(task.rules().startsAt(), ""));
        values.put("ends_at", Objects.toString(task.rules().endsAt(), ""));
        values.put("jitter_seconds", String.valueOf(task.rules().jitter().toSeconds()));
        values.put("catch_up", task.rules().catchUp().mode().word());
        values.put("catch_up_limit", Objects.toString(task.rules().catchUp().limit(), ""));
        Duration window = task.rules().catchUp().window();
        values.put("catch_up_window_seconds", window == null ? "" : String.valueOf(window.toSeconds()));
        values.put("after", String.join(", ", task.after().tasks()));
        values.put("after_failed", task.after().failed().word());
        Blackout blackout = task.rules().blackout();
        values.put("calendar", blackout == null ? "" : blackout.calendar());
        values.put("in_blackout", (blackout == null ? Blackout.Mode.SKIP : blackout.mode()).word());
        values.put("version", task.version());
        return new TaskForm(values, null, null);
    }

    static TaskForm of(HttpServletRequest request) {
        Map<String, String> values = new TreeMap<>();
        for (String field : FIELDS) {
            values.put(field, Objects.requireNonNullElse(request.getParameter(field), ""));
        }
        return new TaskForm(values, null, null);
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** The same with what is wrong; empty if this failure says nothing about a field. */
    Optional<TaskForm> refused(RuntimeException failure) {
        if (failure instanceof InvalidInputException invalid) {
            return Optional.of(refused(invalid.field(), "Allowed is " + invalid.allowed() + "."));
        }
        if (failure instanceof InvalidTaskException invalid) {
            String field = invalid.field().startsWith("payload") ? "payload" : invalid.field();
            return Optional.of(refused(field, "Allowed is " + invalid.allowed() + "."));
        }
        if (failure instanceof InvalidScheduleException invalid) {
            return Optional.of(refused(SchedulePeek.field(invalid), String.valueOf(failure.getMessage())));
        }
        if (failure instanceof TaskConflictException conflict) {
            return Optional.of(refused(
                    switch (conflict.kind()) {
                        case NAME_TAKEN -> "name";
                        case CHANGED_MEANWHILE -> "version";
                        case NOT_NOW -> "task_type";
                    },
                    String.valueOf(failure.getMessage())));
        }
        return Optional.empty();
    }

    private TaskForm refused(String field, String why) {
        return new TaskForm(values, field, why);
    }

    NewTask creation() {
        return new NewTask(
                text("name"),
                type(),
                text("schedule_pattern"),
                Objects.requireNonNullElse(text("time_zone"), "UTC"),
                Objects.requireNonNullElse(text("payload"), "{}"),
                priority(),
                time("next_run_at"),
                limit(),
                rules(),
                new After(AfterText.tasks(text("after")), Objects.requireNonNullElse(afterFailed(), AfterFailed.WAIT)));
    }

    TaskEdit edit() {
        Instant next = time("next_run_at");
        Blackout blackout = blackout();
        return new TaskEdit(
                new Edit<>(text("name")),
                new Edit<>(type()),
                new Edit<>(text("schedule_pattern")),
                new Edit<>(text("time_zone")),
                new Edit<>(text("payload")),
                new Edit<>(priority()),
                new Edit<>(limit()),
                next == null ? null : new Edit<>(next),
                null,
                new RulesEdit(
                        new Edit<>(time("starts_at")),
                        new Edit<>(time("ends_at")),
                        new Edit<>(jitter()),
                        new Edit<>(catchUp().mode()),
                        new Edit<>(catchUp().limit()),
                        new Edit<>(catchUp().window()),
                        new Edit<>(text("calendar")),
                        blackout == null ? null : new Edit<>(blackout.mode())),
                new AfterEdit(new Edit<>(AfterText.tasks(text("after"))), new Edit<>(afterFailed())));
    }

    private @Nullable AfterFailed afterFailed() {
        return AfterText.failed("after_failed", text("after_failed"));
    }

    private TaskType type() {
        try {
            return new TaskType(value("task_type").strip());
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "task_type",
                    value("task_type"),
                    "1 to " + TaskType.MAX_LENGTH + " characters, none a control character");
        }
    }

    private int priority() {
        String text = text("priority");
        return text == null ? 0 : WholeNumber.parse("priority", text, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private @Nullable Integer limit() {
        String text = text("max_concurrent_runs");
        return text == null ? null : (Integer) WholeNumber.parse("max_concurrent_runs", text, 0, 10_000);
    }

    /** @throws InvalidInputException or InvalidScheduleException if they cannot be read, or contradict each other */
    SlotRules rules() {
        return new SlotRules(time("starts_at"), time("ends_at"), jitter(), catchUp(), blackout());
    }

    /** What becomes of slots in a blackout says nothing where there is no calendar. */
    private @Nullable Blackout blackout() {
        String calendar = text("calendar");
        return calendar == null ? null : BlackoutText.parse("in_blackout", calendar, text("in_blackout"));
    }

    private CatchUp catchUp() {
        return CatchUpText.parse("", "_", text("catch_up"), text("catch_up_limit"), text("catch_up_window_seconds"));
    }

    private Duration jitter() {
        String text = text("jitter_seconds");
        return text == null
                ? Duration.ZERO
                : Duration.ofSeconds(WholeNumber.parse("jitter_seconds", text, 0, 366 * 86_400));
    }

    private @Nullable Instant time(String field) {
        String text = text(field);
        return text == null ? null : PointInTime.parse(field, text);
    }

    private @Nullable String text(String field) {
        String text = value(field);
        return text.isBlank() ? null : text.strip();
    }
}
