package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.upkeep.ConcurrencyTuner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code optimize-concurrency}. */
@Command(
        name = "optimize-concurrency",
        description = {
            "Gives existing tasks the max_concurrent_runs of their type: as MAX_CONCURRENT_RUNS_<TYPE> says where it is"
                    + " set, else the default of the type, this only where the value is still 1.",
            "Any other value was chosen by someone and stays."
        })
final class OptimizeCommand implements Callable<Integer> {

    private final CommandSession session;

    @Mixin
    private JsonOption json = new JsonOption();

    OptimizeCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ConcurrencyTuner tuner = new ConcurrencyTuner(
                session.database(), session.settings().bound().concurrencyLimits());
        ConcurrencyTuner.Tuning tuning = tuner.optimize(session.actor());
        if (json.wanted()) {
            session.answer().json(tuning);
        } else if (tuning.changes().isEmpty()) {
            session.answer().line("no task is of a type with a limit other than 1");
        } else {
            TextTable table = new TextTable("TYPE", "LIMIT", "TASKS CHANGED");
            tuning.changes().forEach(each -> table.row(each.taskType(), each.limit(), each.tasks()));
            session.answer().line(table.toString());
        }
        tuning.refused().forEach(session.answer()::remark);
        int busy = tuning.changes().stream()
                .mapToInt(ConcurrencyTuner.Change::busy)
                .sum();
        if (busy > 0) {
            session.answer().remark(busy + " tasks are held by another transaction and were left; try again later");
        }
        return tuning.refused().isEmpty() && busy == 0 ? ExitCode.GOOD : ExitCode.DEGRADED_OR_REFUSED;
    }
}
