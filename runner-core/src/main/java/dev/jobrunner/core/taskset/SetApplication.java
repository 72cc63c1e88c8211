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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /**
     * @param declared null for a task that the set declares no more
     * @return why it cannot be done; empty if it was
     */
    Optional<String> apply(String set, TaskPlan plan, @Nullable DeclaredTask declared, Actor actor) {
        try {
            if (declared == null) {
                prune(plan, actor);
            } else {
                long id = plan.id() == null ? create(declared, actor) : change(plan.id(), plan, declared, actor);
                members.remember(set, id, declared);
            }
            return Optional.empty();
        } catch (InvalidTaskException | InvalidScheduleException | TaskConflictException e) {
            return Optional.of(plan.name() + ": " + e.getMessage());
        }
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
