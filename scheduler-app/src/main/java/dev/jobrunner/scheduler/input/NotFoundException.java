package dev.jobrunner.scheduler.input;

/** What was asked for is not there. The message says what, in one line. */
public final class NotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param what as in {@code task 12} */
    public NotFoundException(String what) {
        super("there is no " + what);
    }
}
