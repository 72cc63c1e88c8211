package dev.jobrunner.benchmarks.subject;

import dev.jobrunner.benchmarks.database.Database;
import dev.jobrunner.benchmarks.process.Await;
import dev.jobrunner.benchmarks.process.Child;
import dev.jobrunner.benchmarks.process.Fleet;
import dev.jobrunner.benchmarks.process.JvmOptions;
import dev.jobrunner.benchmarks.process.Recording;
import dev.jobrunner.benchmarks.process.WorkerArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts main classes of this project, one JVM for each process. */
final class JavaProcesses {

    private final JvmOptions options;

    JavaProcesses(JvmOptions options) {
        this.options = options;
    }

    /** @param mode which way of the main class; see {@link WorkerArguments} */
    Fleet start(Class<?> main, Database database, Setup setup, String mode) throws Exception {
        List<Child> children = new ArrayList<>();
        List<Recording> recordings = new ArrayList<>();
        for (int number = 1; number <= setup.processes(); number++) {
            Recording recording = Recording.create(setup.folder().resolve(number + ".runs"), setup.runs());
            recordings.add(recording);
            children.add(Child.start(
                    main.getSimpleName() + " " + number,
                    command(
                            main,
                            new WorkerArguments(
                                    database.address("worker-" + number),
                                    setup.slots(),
                                    setup.types(),
                                    mode,
                                    recording.path())),
                    Map.of(),
                    setup.folder().resolve(number + ".log")));
        }
        Fleet fleet = new Fleet(children, List.of(), recordings);
        Await.until("all processes are ready", Duration.ofMinutes(1), fleet, () -> areReady(recordings));
        return fleet;
    }

    private List<String> command(Class<?> main, WorkerArguments arguments) {
        List<String> command = new ArrayList<>();
        command.add(JvmOptions.java());
        command.addAll(options.worker());
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments.words());
        return command;
    }

    private static boolean areReady(List<Recording> recordings) throws IOException {
        for (Recording recording : recordings) {
            if (!Files.exists(WorkerArguments.readyFile(recording.path()))) {
                return false;
            }
        }
        return true;
    }
}
