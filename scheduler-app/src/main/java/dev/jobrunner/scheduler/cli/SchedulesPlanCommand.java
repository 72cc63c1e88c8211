package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.taskset.SetPlan;
import dev.jobrunner.scheduler.taskset.PlanView;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code schedules plan FILE}. */
@Command(
        name = "plan",
        description = {
            "Shows what applying the file of a task set would change; nothing is changed.",
            "Exit code 3 when there is something to apply, 1 when it could not be applied as things stand."
        })
final class SchedulesPlanCommand implements Callable<Integer> {

    private final CommandSession session;

    @Mixin
    private TaskSetArgument file = new TaskSetArgument();

    @Mixin
    private PruneOption prune = new PruneOption();

    @Mixin
    private JsonOption json = new JsonOption();

    SchedulesPlanCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        SetPlan plan = session.taskSets().plan(file.read(), prune.value());
        if (json.wanted()) {
            session.answer().json(PlanView.of(plan));
        } else {
            new PlanText(session.answer()).show(PlanView.of(plan), false);
        }
        return plan.isDifferent() ? ExitCode.DIFFERENT : ExitCode.GOOD;
    }
}
