package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.taskset.Prune;
import dev.jobrunner.scheduler.input.InvalidInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --prune}. */
final class PruneOption {

    @Option(
            names = "--prune",
            paramLabel = "pause|delete|release",
            description =
                    "What becomes of tasks of the set that the file names no more; without it they stay and are listed.")
    private @Nullable String prune;

    @Nullable
    Prune value() {
        if (prune == null) {
            return null;
        }
        String word = prune;
        return Prune.of(word).orElseThrow(() -> new InvalidInputException("--prune", word, Prune.WORDS));
    }
}
