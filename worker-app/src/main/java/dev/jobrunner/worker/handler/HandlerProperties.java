package dev.jobrunner.worker.handler;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How handlers are run; what they run is in {@link dev.jobrunner.core.settings.HandlerSettings}.
 *
 * @param http settings of HTTP calls
 * @param outputLimit how much of a run's output is kept
 */
@ConfigurationProperties("jobrunner")
public record HandlerProperties(
        @DefaultValue Http http, @DefaultValue("64KB") DataSize outputLimit) {

    private static final DataSize LARGEST_OUTPUT = DataSize.ofMegabytes(1);

    public HandlerProperties {
        if (outputLimit.toBytes() < RunOutput.SMALLEST_LIMIT_BYTES || outputLimit.compareTo(LARGEST_OUTPUT) > 0) {
            throw new IllegalArgumentException(
                    "jobrunner.output-limit is %s; allowed are 1KB to 1MB".formatted(outputLimit));
        }
    }

    /** The limit as {@link RunOutput} takes it. */
    public int outputLimitBytes() {
        return Math.toIntExact(outputLimit.toBytes());
    }

    /**
     * Settings of HTTP calls.
     *
     * @param timeout longest time from the start of a call to the last byte of the answer; null: only the lock timeout
     *     of the task type ends a call
     * @param connectTimeout longest time to make a connection
     */
    public record Http(
            @Nullable Duration timeout, @DefaultValue("10s") Duration connectTimeout) {

        public Http {
            if (timeout != null) {
                requirePositive("timeout", timeout);
            }
            requirePositive("connect-timeout", connectTimeout);
        }

        private static void requirePositive(String name, Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException(
                        "jobrunner.http.%s is %s; it must be more than 0".formatted(name, value));
            }
        }
    }
}
