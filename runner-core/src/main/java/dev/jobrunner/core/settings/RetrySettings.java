package dev.jobrunner.core.settings;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What happens after failures.
 *
 * @param maxRetries how many failures in a row are retried; one more disables the task
 * @param backoff the wait after the 1st, 2nd, … failure in a row; later failures use the last one; never empty
 */
@ConfigurationProperties("jobrunner.retry")
public record RetrySettings(int maxRetries, List<Duration> backoff) {

    public RetrySettings {
        Variables.MAX_RETRIES.require(maxRetries);
        backoff = List.copyOf(Variables.BACKOFF.require(backoff));
    }
}
