package dev.jobrunner.worker.handler.command;

import dev.jobrunner.worker.handler.RunContext;
import java.time.Duration;

/** A command that has started. */
final class CommandRun {

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration REST_OF_OUTPUT = Duration.ofSeconds(1);

    private final Process process;
    private final ProcessFamily family;
    private final Pipes pipes;
    private final RunContext run;

    CommandRun(Process process, RunMark mark, RunContext run) {
        this.process = process;
        this.family = new ProcessFamily(process.toHandle(), mark);
        this.pipes = Pipes.connect(process, run);
        this.run = run;
    }

    /**
     * Waits until the command has ended and ends whatever it left running: a run that is over does not go on working.
     *
     * @return the exit code as a shell would give it
     * @throws InterruptedException if the run was stopped; all its processes have been ended by then
     */
    int await() throws InterruptedException {
        boolean endedByItself = false;
        try {
            int exitCode = process.waitFor();
            endedByItself = true;
            return exitCode;
        } finally {
            int ended = Termination.end(family, GRACE);
            boolean complete = pipes.finish(REST_OF_OUTPUT);
            if (endedByItself && ended > 0) {
                run.output().println("[jobrunner] ended what the command had left running: processes: " + ended);
            }
            if (!complete) {
                run.output().println("[jobrunner] the rest of the output is missing: a process holds it open");
            }
        }
    }
}
