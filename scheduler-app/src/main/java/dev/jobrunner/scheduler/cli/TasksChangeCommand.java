package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskSelector;
import dev.jobrunner.core.task.TaskStore;
import dev.jobrunner.scheduler.input.InvalidInputException;
import java.util.List;
import java.util.Optional;
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
    private final Verb verb;

    @Parameters(paramLabel = "TASK", arity = "0..1", description = "Id or name.")
    private @Nullable String task;

    @Option(names = "--type", paramLabel = "TYPE", description = "All tasks of this type.")
    private @Nullable String type;

    @Mixin
    private JsonOption json = new JsonOption();

    TasksChangeCommand(CommandSession session, Verb verb) {
        this.session = session;
        this.verb = verb;
    }

    @Override
    public Integer call() {
        TaskSelector selector = selector();
        TaskStore tasks = session.tasks();
        int changed = verb.change().applyAsInt(tasks, selector);
        if (json.wanted()) {
            session.answer().json(new Changed(changed));
        } else if (changed > 0) {
            session.answer().line(verb.done(changed));
        }
        if (changed > 0) {
            return ExitCode.GOOD;
        }
        explain(tasks, selector);
        return ExitCode.DEGRADED_OR_REFUSED;
    }

    private void explain(TaskStore tasks, TaskSelector selector) {
        String ofType = selector.taskType();
        List<Task> found = ofType == null ? tasks.find(selector).stream().toList() : tasks.list(Optional.of(ofType));
        if (found.isEmpty()) {
            session.answer().remark(ofType == null ? "there is no " + selector : "there are no " + selector);
        }
        found.stream().limit(SHOWN).forEach(each -> session.answer().remark(verb.whyNot(each)));
        if (found.size() > SHOWN) {
            session.answer().remark("and " + (found.size() - SHOWN) + " more of this type");
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

    /** @param changed how many tasks */
    record Changed(int changed) {}
}
