package dev.jobrunner.core.taskset;

import dev.jobrunner.core.task.Payload;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.taskset.TaskPlan.Deed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Compares a task as it is declared with the task as it is. */
final class Comparison {

    /** Such tasks do not run, and nobody has paused them. */
    private static final Set<String> AT_REST = Set.of("disabled", "completed");

    private final String set;
    private final DeclaredTask declared;
    private final Task task;
    private final @Nullable Member member;

    /** @param member null for a task that belongs to no set yet */
    Comparison(String set, DeclaredTask declared, Task task, @Nullable Member member) {
        this.set = set;
        this.declared = declared;
        this.task = task;
        this.member = member;
    }

    /** @throws dev.jobrunner.core.task.InvalidTaskException if a value of the payload is hidden: it cannot be made up */
    static TaskPlan creation(String set, DeclaredTask declared) {
        Payload.unhidden(declared.task().payload(), "{}");
        List<FieldChange> changes = new ArrayList<>();
        changes.add(new FieldChange("managed_by", JsonNodeFactory.instance.nullNode(), Fields.text(set)));
        Fields.of(declared)
                .forEach((field, to) -> changes.add(new FieldChange(field, JsonNodeFactory.instance.nullNode(), to)));
        return new TaskPlan(Deed.CREATE, declared.name(), null, changes);
    }

    /** @throws dev.jobrunner.core.task.InvalidTaskException if a value of the payload is hidden and none is stored there */
    TaskPlan plan() {
        List<FieldChange> changes = new ArrayList<>();
        if (member == null) {
            changes.add(new FieldChange("managed_by", Fields.text(null), Fields.text(set)));
        }
        if (!declared.name().equals(task.name())) {
            changes.add(new FieldChange("name", Fields.text(task.name()), Fields.text(declared.name())));
        }
        Map<String, JsonNode> live = Fields.of(task);
        String payload = Payload.unhidden(declared.task().payload(), task.payload());
        Fields.of(declared, payload).forEach((field, to) -> {
            JsonNode from = Objects.requireNonNull(live.get(field));
            if (field.equals(Fields.NEXT_RUN) ? isMoved(to) : !field.equals(Fields.STATUS) && !Fields.same(from, to)) {
                changes.add(new FieldChange(field, from, to));
            }
        });
        String status = status(isRescheduled(changes));
        if (status != null && !status.equals(task.status())) {
            changes.add(new FieldChange(Fields.STATUS, Fields.text(task.status()), Fields.text(status)));
        }
        return new TaskPlan(changes.isEmpty() ? Deed.NONE : Deed.CHANGE, declared.name(), task.id(), changes);
    }

    /** From its first claim on, retries move the time of a task: then it is what was declared before that counts. */
    private boolean isMoved(JsonNode to) {
        if (task.scheduledFor() == null && !"completed".equals(task.status())) {
            return !to.equals(Fields.time(task.nextRunAt()));
        }
        if (member != null && member.nextRunAt() != null) {
            return !to.equals(Fields.time(member.nextRunAt()));
        }
        return !to.equals(Fields.time(task.nextRunAt())) && !to.equals(Fields.time(task.scheduledFor()));
    }

    private boolean isRescheduled(List<FieldChange> changes) {
        Set<String> fields = declared.task().schedulePattern() == null
                ? Set.of(Fields.NEXT_RUN)
                : Set.of("schedule_pattern", "time_zone", "starts_at", "ends_at");
        return changes.stream().anyMatch(each -> fields.contains(each.field()));
    }

    /** What it shall be; null where it stays. */
    private @Nullable String status(boolean rescheduled) {
        boolean goesOn = "completed".equals(task.status()) && rescheduled;
        boolean comesBack = member != null && member.pruned() && "paused".equals(task.status());
        if (declared.status() == null) {
            return goesOn || comesBack ? "active" : null;
        }
        boolean rests = task.status() != null && AT_REST.contains(task.status());
        return rests && !goesOn ? null : declared.status();
    }

    /** Why the set cannot have it; empty where it can. */
    Optional<String> refusal() {
        return Optional.ofNullable(task.managed())
                .filter(managed -> !managed.set().equals(set))
                .map(managed -> task.label() + " belongs to the set '" + managed.set()
                        + "': take it out of that file, and apply that one with --prune release");
    }
}
