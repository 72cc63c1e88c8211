package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.queue.ClaimOrder;
import dev.jobrunner.core.queue.TaskExplainer;
import dev.jobrunner.core.settings.BoundSettings;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskSelector;
import dev.jobrunner.scheduler.explain.ExplanationView;
import dev.jobrunner.scheduler.explain.GateView;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tasks explain TASK}. */
@Command(name = "explain", description = "Says why a task runs or does not, and what to do about it.")
final class TasksExplainCommand implements Callable<Integer> {

    private final CommandSession session;

    @Parameters(paramLabel = "TASK", description = "Id or name.")
    private String task = "";

    @Mixin
    private JsonOption json = new JsonOption();

    TasksExplainCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        TaskSelector selector = TaskSelector.parse(task);
        BoundSettings settings = session.settings().bound();
        Optional<ExplanationView> explained = session.tasks()
                .first(selector.filter())
                .map(Task::id)
                .flatMap(id -> new TaskExplainer(
                                session.database(),
                                settings.lockTimeouts(),
                                settings.worker().deadAfter(),
                                new ClaimOrder(settings.priority().ageing()))
                        .explain(id))
                .map(ExplanationView::of);
        if (explained.isEmpty()) {
            session.answer().remark("there is no " + selector);
            return ExitCode.DEGRADED_OR_REFUSED;
        }
        if (json.wanted()) {
            session.answer().json(explained.get());
        } else {
            print(explained.get());
        }
        return ExitCode.GOOD;
    }

    private void print(ExplanationView explanation) {
        session.answer().line(explanation.summary());
        explanation
                .holding()
                .map(GateView::remedy)
                .flatMap(remedy -> Optional.ofNullable(remedy.command()))
                .ifPresent(command -> session.answer().line("do this: " + command));
        TextTable table = new TextTable("GATE", "", "");
        explanation.gates().forEach(gate -> table.row(gate.name(), gate.holds() ? "HOLDS" : "open", gate.sentence()));
        session.answer().line("");
        session.answer().line(table.toString());
    }
}
