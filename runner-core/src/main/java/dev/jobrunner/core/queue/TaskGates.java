package dev.jobrunner.core.queue;

import dev.jobrunner.core.queue.Gate.Name;
import dev.jobrunner.core.queue.Gate.Remedy;
import dev.jobrunner.core.schedule.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The gates that the task itself is, in words. */
final class TaskGates {

    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private TaskGates() {}

    static List<Gate> of(TaskFacts task, List<WorkerFacts> workers, List<WaitedFor> others) {
        return List.of(
                active(task),
                othersDone(task, others),
                planned(task),
                due(task),
                unlocked(task, workers),
                notHeld(task));
    }

    private static Gate active(TaskFacts task) {
        String status = task.fields().status();
        if (task.says().active()) {
            return Gate.open(Name.ACTIVE, "The task is active.");
        }
        return switch (Objects.requireNonNullElse(status, "")) {
            case "paused" -> Gate.holding(Name.ACTIVE, "The task is paused. Resume it.", Remedy.RESUME);
            case "disabled" ->
                Gate.holding(
                                Name.ACTIVE,
                                "The task was disabled after " + task.fields().failCount()
                                        + " failures in a row. Mend the cause, then reset it.",
                                Remedy.RESET)
                        .with("fail_count", task.fields().failCount());
            case "completed" -> completed(task);
            default ->
                Gate.holding(
                                Name.ACTIVE,
                                status == null
                                        ? "The task has no status. Set it to active."
                                        : "The task's status is '" + status
                                                + "', which is not active. Set it to active.",
                                Remedy.ACTIVATE)
                        .with("status", status);
        };
    }

    private static Gate completed(TaskFacts task) {
        if (task.fields().oneOff()) {
            return Gate.holding(Name.ACTIVE, "The task was to run once and has. Run it to run it again.", Remedy.RUN);
        }
        Instant end = task.fields().endsAt();
        if (!task.fields().over() || end == null) {
            return Gate.holding(Name.ACTIVE, "The task is completed. Set its status to active.", Remedy.ACTIVATE);
        }
        return Gate.holding(
                        Name.ACTIVE,
                        "The task is completed: no slot is left before its end, %s. Move the end and set it active."
                                .formatted(TIME.format(end)),
                        Remedy.MOVE_END)
                .with("ends_at", end);
    }

    private static Gate othersDone(TaskFacts task, List<WaitedFor> others) {
        if (task.fields().notBefore() == null) {
            return Gate.open(Name.OTHERS_DONE, "It waits for no other task.");
        }
        if (others.isEmpty()) {
            return Gate.holding(
                    Name.OTHERS_DONE,
                    "All that it waited for have succeeded; a scheduler lets it go at its next tick.",
                    null);
        }
        WaitedFor first = others.get(0);
        boolean stuck = first.failed() && task.fields().afterFailed().equals("wait");
        String sentence = "It waits for " + WaitedFor.list(others) + "."
                + (stuck
                        ? first.disabled()
                                ? " Mend the cause and reset that one, or run this one without it."
                                : " Run it without that one, or edit what it runs after."
                        : "");
        return Gate.holding(
                        Name.OTHERS_DONE, sentence, stuck ? first.disabled() ? Remedy.RESET_OTHER : Remedy.RUN : null)
                .with("not_before", task.fields().notBefore())
                .with("after_failed", task.fields().afterFailed())
                .with("waits_for", others.stream().map(WaitedFor::facts).toList());
    }

    private static Gate planned(TaskFacts task) {
        String error = task.fields().scheduleError();
        if (task.fields().notBefore() != null) {
            return Gate.holding(Name.PLANNED, "It gets its time to run at when those others have succeeded.", null);
        }
        if (task.says().planned()) {
            return Gate.open(Name.PLANNED, "It has a time to run at.")
                    .with("next_run_at", task.fields().nextRunAt());
        }
        if (error != null) {
            return Gate.holding(
                            Name.PLANNED,
                            "No next run can be computed: " + error + ".",
                            task.fields().oneOff() ? Remedy.RUN : Remedy.MEND_SCHEDULE)
                    .with("schedule_error", error);
        }
        return Gate.holding(
                Name.PLANNED,
                task.says().active()
                        ? "Its next run is not planned yet; a scheduler does that at its next tick."
                        : "It has no time to run at.",
                null);
    }

    private static Gate due(TaskFacts task) {
        Instant next = task.fields().nextRunAt();
        if (task.says().due()) {
            String skipped = task.fields().skipped();
            return Gate.open(
                            Name.DUE,
                            skipped == null ? "It is due." : "It is due, but this slot will not run: " + skipped + ".")
                    .with("next_run_at", next);
        }
        if (next == null) {
            return Gate.holding(
                    Name.DUE,
                    "It is not due: it has no time to run at.",
                    task.says().active() && task.fields().notBefore() == null ? Remedy.RUN : null);
        }
        int failures = task.fields().failCount();
        String sentence = failures > 0 && task.fields().retrying()
                ? "It backs off until %s, after %d %s in a row. Run it to try at once."
                        .formatted(TIME.format(next), failures, failures == 1 ? "failure" : "failures")
                : "It is not due before %s%s%s."
                        .formatted(
                                TIME.format(next),
                                ofSlot(task.fields().nextSlot()),
                                Objects.requireNonNullElse(task.fields().blackout(), ""));
        return Gate.holding(Name.DUE, sentence, task.says().active() ? Remedy.RUN : null)
                .with("next_run_at", next)
                .with("fail_count", failures);
    }

    static String blackout(String calendar, Span span) {
        return ": slots before lie in a blackout of calendar '%s', from %s until %s"
                .formatted(calendar, TIME.format(span.from()), TIME.format(span.until()));
    }

    private static String ofSlot(@Nullable Instant slot) {
        return slot == null ? "" : ", as its jitter has it for the slot of " + TIME.format(slot);
    }

    private static Gate unlocked(TaskFacts task, List<WorkerFacts> workers) {
        Instant since = task.fields().lockedAt();
        if (since == null) {
            return Gate.open(Name.UNLOCKED, "Nobody holds its lock.");
        }
        String holder = Objects.requireNonNullElse(task.fields().lockedBy(), "(somebody unnamed)");
        boolean live =
                workers.stream().anyMatch(each -> each.live() && each.id().equals(holder));
        Instant timeout = since.plus(task.lockTimeout());
        String sentence = "It is running on " + holder + " since " + TIME.format(since)
                + (task.fields().cancelling() ? " and has been told to stop." : ".")
                + (live
                        ? " Its lock timeout is at " + TIME.format(timeout) + "."
                        : " That worker is not alive: a scheduler frees the task at its next tick.");
        return Gate.holding(
                        Name.UNLOCKED, sentence, live && !task.fields().cancelling() ? Remedy.CANCEL : Remedy.UNLOCK)
                .with("locked_by", task.fields().lockedBy())
                .with("locked_at", since)
                .with("run_id", task.fields().runId())
                .with("lock_timeout_at", timeout)
                .with("worker_is_live", live);
    }

    private static Gate notHeld(TaskFacts task) {
        Instant until = task.fields().holdUntil();
        if (task.says().notHeld() || until == null) {
            return Gate.open(Name.NOT_HELD, "No former run of it is still being stopped.");
        }
        long seconds = Duration.between(task.at(), until)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toSeconds()
                + 1;
        return Gate.holding(
                        Name.NOT_HELD,
                        "Its lock was taken away, and the worker is still stopping that run: at most " + seconds
                                + " s more.",
                        null)
                .with("hold_until", until)
                .with("run_id", task.fields().holdRunId());
    }
}
