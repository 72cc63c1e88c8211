package dev.jobrunner.core.taskset;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.AuditRecord;
import dev.jobrunner.core.audit.AuditTrail;
import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.task.InvalidTaskException;
import dev.jobrunner.core.task.TaskAction;
import dev.jobrunner.core.task.TaskChanges;
import dev.jobrunner.core.task.TaskConflictException;
import dev.jobrunner.core.task.TaskDefinitions;
import dev.jobrunner.core.task.TaskEdit;
import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.core.taskset.TaskPlan.Deed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Does what is planned for one task after the other, in the transaction of the caller. */
final class SetApplication {

    private final TaskDefinitions definitions;
    private final TaskChanges changes;
    private final SetMembers members;
    private final AuditTrail audit;

    SetApplication(TaskDefinitions definitions, TaskChanges changes, SetMembers members, AuditTrail audit) {
        this.definitions = definitions;
        this.changes = changes;
        this.members = members;
        this.audit = audit;
    }

    /** @throws RefusedSetException if something of it cannot be done */
    void apply(SetPlan plan, TaskSet set, Actor actor) {
        Map<String, DeclaredTask> byName =
                set.tasks().stream().collect(Collectors.toMap(DeclaredTask::name, Function.identity()));
        Map<Long, DeclaredTask> applied = new LinkedHashMap<>();
        for (int i = 0; i < plan.tasks().size(); i++) {
            TaskPlan each = plan.tasks().get(i);
            // those of the file come first; one that it names no more may have the name that it gives to another
            DeclaredTask declared = i < set.tasks().size() ? byName.get(each.name()) : null;
            try {
                if (declared == null) {
                    prune(each, actor);
                } else {
                    applied.put(make(each, declared, actor), declared);
                }
            } catch (InvalidTaskException | InvalidScheduleException | TaskConflictException e) {
                throw RefusedSetException.because(List.of(each.name() + ": " + e.getMessage()));
            }
        }
        members.remember(set.name(), applied);
    }

    private long make(TaskPlan plan, DeclaredTask declared, Actor actor) {
        return plan.id() == null ? create(declared, actor) : change(plan.id(), plan, declared, actor);
    }

    private long create(DeclaredTask declared, Actor actor) {
        long id = definitions.create(declared.task(), actor);
        if ("paused".equals(declared.status())) {
            definitions.edit(id, TaskEdit.ofStatus("paused"), null, actor);
        }
        return id;
    }

    private long change(long id, TaskPlan plan, DeclaredTask declared, Actor actor) {
        boolean joins = plan.change("managed_by").isPresent();
        if (plan.changes().size() > (joins ? 1 : 0)) {
            definitions.edit(id, SetEdit.of(plan, declared), null, actor);
        }
        if (joins) {
            enter("manage", plan, actor);
        }
        return id;
    }

    private void prune(TaskPlan plan, Actor actor) {
        long id = Objects.requireNonNull(plan.id());
        if (plan.deed() == Deed.PAUSE) {
            changes.apply(TaskAction.PAUSE, TaskFilter.byId(id), actor);
            members.markPruned(id);
        } else if (plan.deed() == Deed.DELETE) {
            changes.apply(TaskAction.DELETE, TaskFilter.byId(id), actor);
        } else if (plan.deed() == Deed.RELEASE) {
            members.forget(id);
            enter("release", plan, actor);
        }
    }

    private void enter(String action, TaskPlan plan, Actor actor) {
        FieldChange change = plan.change("managed_by").orElseThrow();
        audit.enter(
                actor,
                new AuditRecord(
                        action,
                        "task",
                        String.valueOf(plan.id()),
                        plan.name(),
                        "{\"managed_by\":" + change.from() + "}",
                        "{\"managed_by\":" + change.to() + "}"));
    }
}
