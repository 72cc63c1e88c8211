package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.taskset.TaskSet;
import dev.jobrunner.scheduler.taskset.FileProblem;
import dev.jobrunner.scheduler.taskset.InvalidFileException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code schedules validate FILE}. */
@Command(
        name = "validate",
        description = {
            "Says all that is wrong with the file of a task set; needs no database.",
            "Exit code 1 when something is."
        })
final class SchedulesValidateCommand implements Callable<Integer> {

    private final CommandSession session;

    @Mixin
    private TaskSetArgument file = new TaskSetArgument();

    @Mixin
    private JsonOption json = new JsonOption();

    SchedulesValidateCommand(CommandSession session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        try {
            TaskSet set = file.read();
            if (json.wanted()) {
                session.answer().json(new Verdict(true, List.of()));
            } else {
                session.answer()
                        .line("the set '%s' is valid, tasks: %d"
                                .formatted(set.name(), set.tasks().size()));
            }
            return ExitCode.GOOD;
        } catch (InvalidFileException e) {
            if (!json.wanted()) {
                throw e;
            }
            session.answer().json(new Verdict(false, e.problems()));
            return ExitCode.DEGRADED_OR_REFUSED;
        }
    }

    /** The answer in JSON. */
    record Verdict(boolean valid, List<FileProblem> problems) {}
}
