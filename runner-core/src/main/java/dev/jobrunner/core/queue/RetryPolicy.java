package dev.jobrunner.core.queue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * When a failed task runs again.
 *
 * @param maxRetries failures in a row that are still retried; the next one disables the task; 0 or more
 * @param backoff waits after the 1st, 2nd, … failure in a row; later ones use the last. Up to 20 % is added at random.
 */
public record RetryPolicy(int maxRetries, List<Duration> backoff) {

    public RetryPolicy {
        if (maxRetries < 0) {
            throw new IllegalArgumentException("The retry limit must be 0 or more, not " + maxRetries);
        }
        if (backoff.isEmpty()) {
            throw new IllegalArgumentException("The backoff needs at least one duration, but the list is empty");
        }
        for (Duration wait : backoff) {
            if (wait.isNegative()) {
                throw new IllegalArgumentException("A backoff must not be negative, but one is " + wait);
            }
        }
        backoff = List.copyOf(backoff);
    }

    /** The waits in seconds as a PostgreSQL array literal. */
    String backoffSeconds() {
        return backoff.stream()
                .map(wait -> String.valueOf(wait.toMillis() / 1000.0))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
