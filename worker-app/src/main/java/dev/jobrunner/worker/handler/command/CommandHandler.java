package dev.jobrunner.worker.handler.command;

import dev.jobrunner.worker.handler.RunContext;
import dev.jobrunner.worker.handler.RunFailedException;
import dev.jobrunner.worker.handler.TaskHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Runs a command: exit code 0 is success. Whatever way a run ends, none of its processes is left. */
final class CommandHandler implements TaskHandler {

    private static final Duration GRACE_FOR_ORPHANS = Duration.ofSeconds(2);
    private static final int LAST_LINES = 10;
    private static final int LAST_CHARACTERS = 2000;

    private final String taskType;
    private final List<String> arguments;
    private final CommandEnvironment environment;

    CommandHandler(String taskType, List<String> arguments, CommandEnvironment environment) {
        this.taskType = taskType;
        this.arguments = arguments;
        this.environment = environment;
    }

    @Override
    public String taskType() {
        return taskType;
    }

    @Override
    public void handle(RunContext run) throws InterruptedException {
        Orphans.end(GRACE_FOR_ORPHANS);
        if (Thread.interrupted()) {
            throw new InterruptedException("The run was stopped before its command started");
        }
        ExitStatus status = new ExitStatus(start(run).await());
        if (!status.isSuccess()) {
            String output = run.output().lastLines(LAST_LINES, LAST_CHARACTERS);
            throw new RunFailedException(
                    status.describe() + (output.isEmpty() ? ", and it printed nothing" : "\n" + output));
        }
    }

    private CommandRun start(RunContext run) {
        RunMark mark = RunMark.ofThisWorker();
        // One pipe for both, so that what a command prints is in the order in which it printed it.
        ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment.of(run, mark));
        try {
            return new CommandRun(builder.start(), mark, run);
        } catch (IOException e) {
            throw new RunFailedException("The command could not be started: " + e.getMessage(), e);
        }
    }
}
