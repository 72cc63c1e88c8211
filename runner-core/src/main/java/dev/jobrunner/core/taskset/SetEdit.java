package dev.jobrunner.core.taskset;

import dev.jobrunner.core.schedule.Blackout;
import dev.jobrunner.core.schedule.CatchUp;
import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.task.AfterEdit;
import dev.jobrunner.core.task.Edit;
import dev.jobrunner.core.task.NewTask;
import dev.jobrunner.core.task.RulesEdit;
import dev.jobrunner.core.task.TaskEdit;
import org.jspecify.annotations.Nullable;

/** Makes an edit of what is planned for a task. */
final class SetEdit {

    private final TaskPlan plan;

    private SetEdit(TaskPlan plan) {
        this.plan = plan;
    }

    /** Of the fields alone that change. */
    static TaskEdit of(TaskPlan plan, DeclaredTask declared) {
        SetEdit edit = new SetEdit(plan);
        NewTask task = declared.task();
        return new TaskEdit(
                edit.of("name", declared.name()),
                edit.of("task_type", task.type()),
                edit.of("schedule_pattern", task.schedulePattern()),
                edit.of("time_zone", task.timeZone()),
                edit.of("payload", task.payload()),
                edit.of("priority", task.priority()),
                edit.of(Fields.LIMIT, task.maxConcurrentRuns()),
                edit.of(Fields.NEXT_RUN, task.runAt()),
                plan.change(Fields.STATUS)
                        .map(change -> new Edit<@Nullable String>(change.to().asString()))
                        .orElse(null),
                edit.rules(task.rules()),
                AfterEdit.NONE);
    }

    private RulesEdit rules(SlotRules rules) {
        CatchUp catchUp = rules.catchUp();
        Blackout blackout = rules.blackout();
        return new RulesEdit(
                of("starts_at", rules.startsAt()),
                of("ends_at", rules.endsAt()),
                of("jitter_seconds", rules.jitter()),
                of("catch_up", catchUp.mode()),
                of("catch_up_limit", catchUp.limit()),
                of("catch_up_window_seconds", catchUp.window()),
                of("calendar", blackout == null ? null : blackout.calendar()),
                of("in_blackout", blackout == null ? null : blackout.mode()));
    }

    private <T> @Nullable Edit<T> of(String field, @Nullable T value) {
        return plan.change(field).isPresent() ? new Edit<>(value) : null;
    }
}
