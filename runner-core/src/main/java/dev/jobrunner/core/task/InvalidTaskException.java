package dev.jobrunner.core.task;

/** A task that cannot be as it was asked for. The message names the field, the value and what is allowed. */
public final class InvalidTaskException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidTaskException(String message) {
        super(message);
    }
}
