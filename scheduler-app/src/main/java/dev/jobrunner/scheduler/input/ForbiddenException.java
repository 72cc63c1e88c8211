package dev.jobrunner.scheduler.input;

/** What was asked for is beyond the role of whoever asks. The message says which one it needs. */
public final class ForbiddenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ForbiddenException(String message) {
        super(message);
    }
}
