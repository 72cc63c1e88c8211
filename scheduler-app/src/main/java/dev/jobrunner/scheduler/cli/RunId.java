package dev.jobrunner.scheduler.cli;

import dev.jobrunner.scheduler.input.InvalidInputException;

/** The id of a run as people type it. */
final class RunId {

    private RunId() {}

    /** @throws InvalidInputException if it is no whole number */
    static long parse(String text) {
        if (text.matches("\\d{1,18}")) {
            return Long.parseLong(text);
        }
        throw new InvalidInputException("RUN", text, "the id of a run, a whole number; 'runs' lists them");
    }
}
