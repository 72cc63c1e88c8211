package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.taskset.TaskSet;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.taskset.TaskSetFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** {@code FILE}: a task set. */
final class TaskSetArgument {

    @Parameters(paramLabel = "FILE", description = "YAML or JSON; - reads it from the standard input.")
    private String file = "";

    /** @throws dev.jobrunner.scheduler.taskset.InvalidFileException if it declares no set as it stands */
    TaskSet read() throws IOException {
        return TaskSetFile.parse(text());
    }

    private String text() throws IOException {
        if (file.equals("-")) {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try {
            if (Files.isDirectory(Path.of(file))) {
                throw new InvalidInputException("FILE", file, "the path of a file, and this is a directory");
            }
            return Files.readString(Path.of(file));
        } catch (InvalidPathException e) {
            throw new InvalidInputException("FILE", file, "the path of a file, or -");
        }
    }
}
