package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.fleet.FleetReader;
import dev.jobrunner.core.fleet.LiveRun;
import dev.jobrunner.core.fleet.Worker;
import dev.jobrunner.scheduler.api.fleet.WorkerAnswer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code workers}: who is there, and what runs where. */
@Command(name = "workers", description = "Lists the workers with what they run; drains and resumes one.")
final class WorkersCommand implements Callable<Integer> {

    private static final int ALL = 10_000;

    private final CommandSession session;

    @Mixin
    private JsonOption json = new JsonOption();

    WorkersCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        FleetReader fleet = new FleetReader(
                session.database(), session.settings().bound().worker().deadAfter());
        List<Worker> workers = fleet.workers(null, ALL);
        if (json.wanted()) {
            session.answer().json(workers.stream().map(WorkerAnswer::of).toList());
        } else if (workers.isEmpty()) {
            session.answer().line("no workers yet; 'java -jar worker-app.jar' with the same DATABASE_URL starts one");
        } else {
            session.answer().line(table(workers).toString());
        }
        return ExitCode.GOOD;
    }

    private static TextTable table(List<Worker> workers) {
        TextTable table = new TextTable("ID", "STATE", "RUNNING", "HEARTBEAT", "VERSION", "RUNS");
        workers.forEach(worker -> table.row(
                worker.id(),
                worker.state().word(),
                worker.running() + " of " + worker.slots(),
                "%.0f s ago".formatted(worker.heartbeatAgeSeconds()),
                worker.version(),
                worker.runs().isEmpty()
                        ? "-"
                        : worker.runs().stream().map(WorkersCommand::label).collect(Collectors.joining(", "))));
        return table;
    }

    private static String label(LiveRun run) {
        return Objects.requireNonNullElse(run.taskName(), run.taskType()) + " #" + run.taskId();
    }
}
