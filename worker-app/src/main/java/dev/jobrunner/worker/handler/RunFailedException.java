package dev.jobrunner.worker.handler;

import org.jspecify.annotations.Nullable;

/** A failed run whose message tells an operator everything; it carries no stack trace because there is nothing to add. */
public class RunFailedException extends RuntimeException {

    public RunFailedException(String message) {
        this(message, null);
    }

    public RunFailedException(String message, @Nullable Throwable cause) {
        super(message, cause, true, false);
    }
}
