package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskAction;
import dev.jobrunner.core.task.TaskChange;
import dev.jobrunner.core.task.TaskChanges;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.core.task.TaskSelector;
import dev.jobrunner.scheduler.input.InvalidInputException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tasks pause|resume|run|reset|unlock|cancel|remove}, for one task or for all of a type. */
@Command
final class TasksChangeCommand implements Callable<Integer> {

    private static final int SHOWN = 5;

    private final CommandSession session;
    private final TaskAction action;
    private final String word;

    @Parameters(paramLabel = "TASK", arity = "0..1", description = "Id or name.")
    private @Nullable String task;

    @Option(names = "--type", paramLabel = "TYPE", description = "All tasks of this type.")
    private @Nullable String type;

    @Option(names = "--dry-run", description = "Only say how many it would change.")
    private boolean dryRun;

    @Option(
            names = "--payload",
            paramLabel = "JSON",
            description = "With run: what this one run gets instead of its own.")
    private @Nullable String payload;

    @Mixin
    private JsonOption json = new JsonOption();

    /** @param word as it is typed */
    TasksChangeCommand(CommandSession session, TaskAction action, String word) {
        this.session = session;
        this.action = action;
        this.word = word;
    }

    @Override
    public Integer call() {
        TaskSelector selector = selector();
        if (payload != null && action != TaskAction.RUN) {
            throw new InvalidInputException(
                    "--payload", payload, "only with 'tasks run', not with 'tasks " + word + "'");
        }
        TaskChange change = apply(selector);
        if (json.wanted()) {
            session.answer().json(new Changed(change.changed(), dryRun, change.refused()));
        } else if (change.changed() > 0) {
            session.answer()
                    .line(dryRun ? "would change: " + action.done(change.changed()) : action.done(change.changed()));
        }
        if (change.changed() > 0) {
            return ExitCode.GOOD;
        }
        explain(session.tasks(), selector);
        return ExitCode.DEGRADED_OR_REFUSED;
    }

    private TaskChange apply(TaskSelector selector) {
        TaskChanges changes = session.taskChanges();
        if (dryRun) {
            return changes.preview(action, selector.filter());
        }
        return payload == null
                ? changes.apply(action, selector.filter(), session.actor())
                : changes.run(selector.filter(), payload, session.actor());
    }

    private void explain(TaskSearch tasks, TaskSelector selector) {
        String ofType = selector.taskType();
        List<Task> found = tasks.search(selector.filter(), Long.MIN_VALUE, SHOWN + 1);
        if (found.isEmpty()) {
            session.answer().remark(ofType == null ? "there is no " + selector : "there are no " + selector);
        }
        found.stream()
                .limit(SHOWN)
                .forEach(each -> session.answer().remark("task " + each.id() + " is " + action.whyNot(each)));
        if (found.size() > SHOWN) {
            session.answer().remark("and more of this type");
        }
    }

    private TaskSelector selector() {
        if (task != null && type == null) {
            return TaskSelector.parse(task);
        }
        if (task == null && type != null) {
            return TaskSelector.byType(type);
        }
        throw new InvalidInputException(
                "TASK",
                task == null ? "" : task,
                "either the id or name of one task, or --type TYPE for all of a type");
    }

    /**
     * @param changed how many tasks
     * @param refused the others, by reason
     */
    record Changed(long changed, boolean dryRun, List<TaskChange.Refusal> refused) {}
}
