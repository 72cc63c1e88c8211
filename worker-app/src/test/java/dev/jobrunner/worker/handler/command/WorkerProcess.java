package dev.jobrunner.worker.handler.command;

import dev.jobrunner.worker.handler.SampleRun;
import java.io.IOException;
import java.nio.file.Path;

/** A process that runs one command as a worker does, so that a test can kill it. */
final class WorkerProcess {

    private WorkerProcess() {}

    static Process start(String commandLine) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerProcess.class.getName(),
                        commandLine)
                .inheritIO()
                .start();
    }

    public static void main(String[] arguments) throws Exception {
        new CommandHandlerFactory(System.getenv()).create("job", arguments[0]).handle(SampleRun.of("job"));
    }
}
