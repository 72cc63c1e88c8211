package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.fleet.WorkerControl;
import dev.jobrunner.core.fleet.WorkerControl.Answer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code workers drain|resume ID}. */
@Command
final class WorkersChangeCommand implements Callable<Integer> {

    private final CommandSession session;
    private final boolean drain;

    @Parameters(paramLabel = "ID", description = "Of the worker, as 'workers' lists it.")
    private String id = "";

    private WorkersChangeCommand(CommandSession session, boolean drain) {
        this.session = session;
        this.drain = drain;
    }

    static WorkersChangeCommand drain(CommandSession session) {
        return new WorkersChangeCommand(session, true);
    }

    static WorkersChangeCommand resume(CommandSession session) {
        return new WorkersChangeCommand(session, false);
    }

    @Override
    public Integer call() {
        WorkerControl control = new WorkerControl(session.database());
        Answer answer = drain ? control.drain(id, session.actor()) : control.resume(id, session.actor());
        if (answer == Answer.DONE) {
            session.answer()
                    .line(
                            drain
                                    ? "worker " + id
                                            + " finishes what it runs and claims nothing until 'workers resume " + id
                                            + "'"
                                    : "worker " + id + " claims again");
            return ExitCode.GOOD;
        }
        session.answer().remark(refusal(answer));
        return ExitCode.DEGRADED_OR_REFUSED;
    }

    private String refusal(Answer answer) {
        return switch (answer) {
            case UNKNOWN -> "there is no worker " + id + ": 'workers' lists those that there are";
            case STOPPED -> "worker " + id + " has stopped: a process that is started anew has an id of its own";
            case NOTHING_TO_DO, DONE ->
                "worker " + id + (drain ? " is draining already" : " is not drained: there is nothing to resume");
        };
    }
}
