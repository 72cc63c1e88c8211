package dev.jobrunner.worker.handler.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Where commands are looked for: the directories of the variable {@code PATH}. */
final class SearchPath {

    private final List<String> directories;

    SearchPath(Map<String, String> environment) {
        this.directories = Arrays.stream(
                        environment.getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .toList();
    }

    boolean has(String command) {
        return directories.stream()
                .map(directory -> Path.of(directory, command))
                .anyMatch(SearchPath::isExecutable);
    }

    /** @throws IllegalArgumentException if no such command can be started; the message says why */
    void require(String command) {
        try {
            if (command.contains("/")) {
                requireFile(Path.of(command));
            } else if (!has(command)) {
                throw new IllegalArgumentException(
                        "the command %s is in none of the directories of PATH (%s); install it or give its full path"
                                .formatted(command, String.join(File.pathSeparator, directories)));
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("the command's path is not valid: " + e.getReason(), e);
        }
    }

    private static void requireFile(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("the command %s does not exist%s".formatted(file, seenFrom(file)));
        }
        if (!isExecutable(file)) {
            throw new IllegalArgumentException(
                    "%s is not an executable file; make it one (chmod +x) or name its interpreter first"
                            .formatted(file));
        }
    }

    private static String seenFrom(Path file) {
        return file.isAbsolute()
                ? ""
                : " in the worker's directory " + Path.of("").toAbsolutePath();
    }

    private static boolean isExecutable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
