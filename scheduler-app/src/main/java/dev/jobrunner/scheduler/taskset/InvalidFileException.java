package dev.jobrunner.scheduler.taskset;

import java.util.List;
import java.util.stream.Collectors;

/** A file that declares no set of tasks as it stands, with all that is wrong with it. */
public final class InvalidFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<FileProblem> problems;

    InvalidFileException(List<FileProblem> problems) {
        super(problems.stream().map(FileProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** In the order of the file; not empty. */
    public List<FileProblem> problems() {
        return problems;
    }
}
