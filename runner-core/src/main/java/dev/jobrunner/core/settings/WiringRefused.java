package dev.jobrunner.core.settings;

import org.jspecify.annotations.Nullable;

/**
 * As {@link StartRefused}, for what shows only while beans are created. The message is for the operator, free of secrets:
 * one line, or one for each problem.
 */
public final class WiringRefused extends RuntimeException {
    // No ExitCodeGenerator: Spring would send the code to beans that are destroyed by then, and fail with a page of its
    // own.

    private static final long serialVersionUID = 1L;

    public WiringRefused(String message) {
        super(message);
    }

    /** Whether a start failed for this reason: then the process is to end with {@link StartRefused#EXIT_CODE}. */
    public static boolean causes(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WiringRefused) {
                return true;
            }
        }
        return false;
    }
}
