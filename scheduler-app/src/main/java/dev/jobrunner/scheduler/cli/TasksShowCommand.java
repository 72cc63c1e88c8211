package dev.jobrunner.scheduler.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.jobrunner.core.backfill.Backfill;
import dev.jobrunner.core.backfill.Backfills;
import dev.jobrunner.core.insight.LedgerReader;
import dev.jobrunner.core.insight.LedgerReader.EndedRun;
import dev.jobrunner.core.task.Managed;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskSelector;
import dev.jobrunner.core.text.SecretFields;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tasks show TASK}. */
@Command(name = "show", description = "Shows all that is known about one task.")
final class TasksShowCommand implements Callable<Integer> {

    private static final int RUNS = 5;

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
        Optional<Task> found = session.tasks().first(selector.filter());
        if (found.isEmpty()) {
            session.answer().remark("there is no " + selector);
            return ExitCode.DEGRADED_OR_REFUSED;
        }
        List<EndedRun> runs =
                new LedgerReader(session.database()).last(found.get().id(), RUNS);
        if (json.wanted()) {
            session.answer().json(new TaskWithRuns(TaskView.of(found.get()), runs));
        } else {
            print(found.get());
            print(runs);
            printBackfills(new Backfills(session.database()).of(found.get().id()));
        }
        return ExitCode.GOOD;
    }

    private void print(Task task) {
        TextTable table = new TextTable("id", String.valueOf(task.id()));
        table.row("name", orDash(task.name()));
        table.row("task_type", task.taskType());
        table.row("schedule_pattern", orDash(task.schedulePattern()));
        table.row("time_zone", task.timeZone());
        table.row("starts_at", orDash(task.rules().startsAt()));
        table.row("ends_at", orDash(task.rules().endsAt()));
        table.row("jitter_seconds", task.rules().jitter().toSeconds());
        table.row("catch_up", task.rules().catchUp().mode().word());
        table.row("catch_up_limit", orDash(task.rules().catchUp().limit()));
        table.row("catch_up_window_seconds", orDash(TaskView.of(task).catchUpWindowSeconds()));
        table.row("calendar", orDash(TaskView.of(task).calendar()));
        table.row("in_blackout", TaskView.of(task).inBlackout());
        table.row("status", orDash(task.status()));
        table.row("next_run_at", orDash(task.nextRunAt()));
        if (!task.after().tasks().isEmpty()) {
            table.row("after", String.join(", ", task.after().tasks()));
            table.row("after_failed", task.after().failed().word());
            table.row("not_before", orDash(task.notBefore()));
        }
        table.row("last_status", task.lastStatus());
        table.row("locked_at", orDash(task.lockedAt()));
        table.row("locked_by", orDash(task.lockedBy()));
        table.row("fail_count", task.failCount());
        table.row("max_concurrent_runs", task.maxConcurrentRuns());
        table.row("priority", task.priority());
        table.row("payload", SecretFields.hide(task.payload()));
        Managed managed = task.managed();
        if (managed != null) {
            table.row("managed_by", managed.set());
            table.row("differs", managed.differs().isEmpty() ? "-" : String.join(", ", managed.differs()));
        }
        table.row("schedule_error", orDash(task.scheduleError()));
        session.answer().line(table.toString());
    }

    private void print(List<EndedRun> runs) {
        if (runs.isEmpty()) {
            session.answer().line("\nno run has ended yet");
            return;
        }
        TextTable table = new TextTable("run", "status", "attempt", "finished_at", "locked_by", "error_message");
        for (EndedRun run : runs) {
            table.row(
                    run.id(),
                    orDash(run.status()),
                    orDash(run.attempt()),
                    orDash(run.finishedAt()),
                    orDash(run.lockedBy()),
                    run.errorMessage() == null ? "-" : firstLine(run.errorMessage()));
        }
        session.answer().line("\nlast runs, newest first");
        session.answer().line(table.toString());
    }

    private void printBackfills(List<Backfill> backfills) {
        if (backfills.isEmpty()) {
            return;
        }
        TextTable table =
                new TextTable("backfill", "first", "last", "done", "started", "waiting", "failed", "ended_at");
        backfills.forEach(each -> table.row(
                each.id(),
                orDash(each.first()),
                orDash(each.last()),
                each.done() + " of " + each.slots(),
                each.started(),
                each.waiting(),
                each.failed(),
                orDash(each.endedAt())));
        session.answer().line("\nbackfills, newest first");
        session.answer().line(table.toString());
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.length() <= 100 ? line : line.substring(0, 99) + "…";
    }

    private static Object orDash(@Nullable Object value) {
        return value == null ? "-" : value;
    }

    /** The task's fields, and beside them its last runs. */
    private record TaskWithRuns(@JsonUnwrapped TaskView task, List<EndedRun> runs) {}
}
