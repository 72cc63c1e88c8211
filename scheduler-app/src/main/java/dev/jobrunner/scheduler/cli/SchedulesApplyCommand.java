package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.taskset.SetPlan;
import dev.jobrunner.scheduler.taskset.PlanView;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code schedules apply FILE}. */
@Command(
        name = "apply",
        description = {
            "Makes tasks what the file of a task set declares, all or nothing, and shows what it changed.",
            "Exit code 1 when it cannot be applied as things stand."
        })
final class SchedulesApplyCommand implements Callable<Integer> {

    private final CommandSession session;

    @Mixin
    private TaskSetArgument file = new TaskSetArgument();

    @Mixin
    private PruneOption prune = new PruneOption();

    @Option(
            names = "--expect",
            paramLabel = "VERSION",
            description = "Only if the plan is still the one that 'schedules plan --json' gave this version.")
    private @Nullable String version;

    @Mixin
    private JsonOption json = new JsonOption();

    SchedulesApplyCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        SetPlan plan = session.taskSets().apply(file.read(), prune.value(), version, session.actor());
        if (json.wanted()) {
            session.answer().json(PlanView.of(plan));
        } else {
            new PlanText(session.answer()).show(PlanView.of(plan), true);
        }
        return ExitCode.GOOD;
    }
}
