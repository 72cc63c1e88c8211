package dev.jobrunner.scheduler.security;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Nobody at this address is heard for a while, whether right or wrong. */
final class TooManyFailures extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final long seconds;

    TooManyFailures(Duration wait) {
        super("too many failed sign-ins from this address");
        this.seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** For the header {@code Retry-After}. */
    long seconds() {
        return seconds;
    }
}
