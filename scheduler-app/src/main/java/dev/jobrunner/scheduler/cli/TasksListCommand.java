package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskFilter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tasks list}. */
@Command(name = "list", description = "Lists the tasks.")
final class TasksListCommand implements Callable<Integer> {

    private final CommandSession session;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only tasks of this type.")
    private @Nullable String type;

    @Mixin
    private JsonOption json = new JsonOption();

    TasksListCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Task> tasks = session.tasks().all(type == null ? TaskFilter.ALL : TaskFilter.byType(type));
        if (json.wanted()) {
            session.answer().json(tasks.stream().map(TaskView::of).toList());
        } else if (tasks.isEmpty()) {
            session.answer()
                    .line(type == null ? "no tasks yet; 'tasks add' makes one" : "no task of type '" + type + "'");
        } else {
            session.answer().line(table(tasks).toString());
        }
        return ExitCode.GOOD;
    }

    private static TextTable table(List<Task> tasks) {
        TextTable table = new TextTable("ID", "NAME", "TYPE", "PATTERN", "STATUS", "LAST", "FAILS", "NEXT RUN");
        tasks.forEach(task -> table.row(
                task.id(),
                Objects.requireNonNullElse(task.name(), "-"),
                task.taskType(),
                Objects.requireNonNullElse(task.schedulePattern(), "once"),
                Objects.requireNonNullElse(task.status(), "-"),
                task.lastStatus(),
                task.failCount(),
                next(task)));
        return table;
    }

    private static String next(Task task) {
        if (task.lockedAt() != null) {
            return "running on " + Objects.requireNonNullElse(task.lockedBy(), "an unknown worker");
        }
        if (task.scheduleError() != null) {
            return "never: " + task.scheduleError();
        }
        if (task.notBefore() != null) {
            return "after " + String.join(", ", task.after().tasks());
        }
        return task.nextRunAt() == null ? "-" : task.nextRunAt().toString();
    }
}
