package dev.jobrunner.core.settings;

import org.springframework.boot.ExitCodeGenerator;

/** The process must not start with these settings. The message is one line for the operator, free of secrets. */
public final class StartRefused extends RuntimeException implements ExitCodeGenerator {

    /** As for any other wrong use of the command line. */
    public static final int EXIT_CODE = 2;

    private static final long serialVersionUID = 1L;

    public StartRefused(String message) {
        super(message);
    }

    @Override
    public int getExitCode() {
        return EXIT_CODE;
    }
}
