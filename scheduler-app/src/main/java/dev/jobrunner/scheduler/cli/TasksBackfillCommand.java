package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.backfill.BackfillPlan;
import dev.jobrunner.core.backfill.BackfillRequest;
import dev.jobrunner.core.backfill.Backfills;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskSelector;
import dev.jobrunner.scheduler.input.BackfillText;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tasks backfill TASK}. */
@Command(name = "backfill", description = "Runs a task for slots of the past, a few at once, beside its live schedule.")
final class TasksBackfillCommand implements Callable<Integer> {

    private final CommandSession session;

    @Parameters(paramLabel = "TASK", description = "Id or name.")
    private String task = "";

    @Option(names = "--from", paramLabel = "TIME", description = "First instant, as in 2026-08-01T00:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Last instant, not after the present.")
    private @Nullable String to;

    @Option(names = "--parallelism", paramLabel = "N", description = "At most so many of it at once, 1 to 100; 1.")
    private @Nullable String parallelism;

    @Option(names = "--dry-run", description = "Only says what it would do.")
    private boolean dry;

    @Option(names = "--stop", description = "Stops the backfills of the task; what runs goes on.")
    private boolean stop;

    @Mixin
    private JsonOption json = new JsonOption();

    TasksBackfillCommand(CommandSession session) {
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
        Backfills backfills = new Backfills(session.database());
        if (stop) {
            session.answer()
                    .line(found.get().label() + ": stopped, " + backfills.stop(found.get(), session.actor())
                            + " slots will not be filled");
            return ExitCode.GOOD;
        }
        BackfillRequest request = BackfillText.parse("--", from, to, parallelism);
        BackfillPlan plan =
                dry ? backfills.preview(found.get(), request) : backfills.start(found.get(), request, session.actor());
        if (json.wanted()) {
            session.answer().json(plan);
        } else {
            session.answer().line(found.get().label() + ": " + BackfillText.sentence(plan, request.parallelism(), dry));
        }
        return ExitCode.GOOD;
    }
}
