package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskSelector;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tasks show TASK}. */
@Command(name = "show", description = "Shows all that is known about one task.")
final class TasksShowCommand implements Callable<Integer> {

    private final CommandSession session;

    @Parameters(paramLabel = "TASK", description = "Id or name.")
    private String task = "";

    @Mixin
    private JsonOption json = new JsonOption();

    TasksShowCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        TaskSelector selector = TaskSelector.parse(task);
        Optional<Task> found = session.tasks().find(selector);
        if (found.isEmpty()) {
            session.answer().remark("there is no " + selector);
            return ExitCode.DEGRADED_OR_REFUSED;
        }
        if (json.wanted()) {
            session.answer().json(TaskView.of(found.get()));
        } else {
            print(found.get());
        }
        return ExitCode.GOOD;
    }

    private void print(Task task) {
        TextTable table = new TextTable("id", String.valueOf(task.id()));
        table.row("name", orDash(task.name()));
        table.row("task_type", task.taskType());
        table.row("schedule_pattern", orDash(task.schedulePattern()));
        table.row("time_zone", task.timeZone());
        table.row("status", orDash(task.status()));
        table.row("next_run_at", orDash(task.nextRunAt()));
        table.row("last_status", task.lastStatus());
        table.row("locked_at", orDash(task.lockedAt()));
        table.row("locked_by", orDash(task.lockedBy()));
        table.row("fail_count", task.failCount());
        table.row("max_concurrent_runs", task.maxConcurrentRuns());
        table.row("priority", task.priority());
        table.row("payload", task.payload());
        table.row("schedule_error", orDash(task.scheduleError()));
        session.answer().line(table.toString());
    }

    private static Object orDash(@Nullable Object value) {
        return value == null ? "-" : value;
    }
}
