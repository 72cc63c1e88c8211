package dev.jobrunner.core.taskset;

import dev.jobrunner.core.task.InvalidTaskException;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.taskset.TaskPlan.Deed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Works out what applying a set does. */
final class SetPlanner {

    private final TaskSet set;
    private final @Nullable Prune prune;
    private final Map<Long, Task> left = new LinkedHashMap<>();
    private final Map<Long, Member> members = new LinkedHashMap<>();
    private final List<String> refusals = new ArrayList<>();

    /**
     * @param tasks that the set declares or has declared
     * @param prune what becomes of those that it declares no more; null: nothing
     */
    SetPlanner(TaskSet set, List<Task> tasks, List<Member> members, @Nullable Prune prune) {
        this.set = set;
        this.prune = prune;
        tasks.forEach(task -> left.put(task.id(), task));
        members.forEach(member -> this.members.put(member.taskId(), member));
    }

    /** @throws RefusedSetException if it cannot be applied as things stand */
    SetPlan plan() {
        Map<DeclaredTask, Task> found = new LinkedHashMap<>();
        // a name decides before the memory of one, so that no task is taken twice
        set.tasks().forEach(each -> take(named(each.name())).ifPresent(task -> found.put(each, task)));
        set.tasks().stream()
                .filter(each -> !found.containsKey(each))
                .forEach(each -> take(appliedAs(each.name())).ifPresent(task -> found.put(each, task)));
        List<TaskPlan> plans = new ArrayList<>();
        set.tasks().forEach(each -> plan(each, found.get(each)).ifPresent(plans::add));
        left.values().forEach(task -> plans.add(leaving(task)));
        if (!refusals.isEmpty()) {
            throw RefusedSetException.because(refusals);
        }
        return new SetPlan(set.name(), plans);
    }

    private Optional<TaskPlan> plan(DeclaredTask declared, @Nullable Task task) {
        try {
            if (task == null) {
                return Optional.of(Comparison.creation(set.name(), declared));
            }
            Comparison comparison = new Comparison(set.name(), declared, task, members.get(task.id()));
            comparison.refusal().ifPresent(refusals::add);
            return Optional.of(comparison.plan());
        } catch (InvalidTaskException e) {
            refusals.add(declared.name() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private TaskPlan leaving(Task task) {
        String name = Objects.requireNonNullElse(task.name(), task.label());
        if (prune == Prune.DELETE) {
            if (task.lockedAt() != null) {
                refusals.add(
                        task.label() + " is running and cannot be deleted now: wait for its end, or cancel it first");
            }
            return new TaskPlan(Deed.DELETE, name, task.id(), List.of());
        }
        if (prune == Prune.RELEASE) {
            FieldChange nobodys = new FieldChange("managed_by", Fields.text(set.name()), Fields.text(null));
            return new TaskPlan(Deed.RELEASE, name, task.id(), List.of(nobodys));
        }
        if (prune == Prune.PAUSE && "active".equals(task.status())) {
            FieldChange paused = new FieldChange(Fields.STATUS, Fields.text("active"), Fields.text("paused"));
            return new TaskPlan(Deed.PAUSE, name, task.id(), List.of(paused));
        }
        return new TaskPlan(Deed.LEFT, name, task.id(), List.of());
    }

    private Optional<Task> take(Optional<Task> task) {
        task.ifPresent(each -> left.remove(each.id()));
        return task;
    }

    private Optional<Task> named(String name) {
        return left.values().stream().filter(task -> name.equals(task.name())).findFirst();
    }

    /** Somebody has given it another name since. */
    private Optional<Task> appliedAs(String name) {
        return members.values().stream()
                .filter(member -> member.name().equals(name))
                .flatMap(member -> Optional.ofNullable(left.get(member.taskId())).stream())
                .findFirst();
    }
}
