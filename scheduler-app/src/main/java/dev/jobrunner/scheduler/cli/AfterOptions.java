package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.task.After;
import dev.jobrunner.core.task.AfterEdit;
import dev.jobrunner.core.task.AfterFailed;
import dev.jobrunner.core.task.Edit;
import dev.jobrunner.scheduler.input.AfterText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the tasks that a task runs after. */
final class AfterOptions {

    @Option(
            names = "--after",
            paramLabel = "TASKS",
            description = "Names or ids, with commas between: it starts only when they have succeeded.")
    private @Nullable String tasks;

    @Option(
            names = "--after-failed",
            paramLabel = "WORD",
            description =
                    "When one of them will not succeed: wait, skip (end without having run) or run; default wait.")
    private @Nullable String failed;

    boolean given() {
        return tasks != null || failed != null;
    }

    After creation() {
        return new After(AfterText.tasks(tasks), Objects.requireNonNullElse(failed(), AfterFailed.WAIT));
    }

    AfterEdit edit() {
        return new AfterEdit(
                tasks == null ? null : new Edit<>(AfterText.tasks(tasks)),
                failed == null ? null : new Edit<>(failed()));
    }

    private @Nullable AfterFailed failed() {
        return AfterText.failed("--after-failed", failed);
    }
}
