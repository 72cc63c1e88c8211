package dev.jobrunner.worker.handler;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the handlers.
 *
 * @param handlers what each task type runs: {@code https://…}, {@code http://…} or a command line, by type
 * @param webhookSecret key that signs HTTP calls: {@code whsec_} and base64, base64, or other text of 24 bytes or
 *     more; null or blank: calls are not signed
 * @param http settings of HTTP calls
 * @param outputLimit how much of a run's output is kept
 */
@ConfigurationProperties("jobrunner")
public record HandlerProperties(
        @DefaultValue Map<String, String> handlers,
        @Nullable String webhookSecret,
        @DefaultValue Http http,
        @DefaultValue("64KB") DataSize outputLimit) {

    private static final DataSize LARGEST_OUTPUT = DataSize.ofMegabytes(1);

    public HandlerProperties {
        handlers = Map.copyOf(handlers);
        if (outputLimit.toBytes() < RunOutput.SMALLEST_LIMIT_BYTES || outputLimit.compareTo(LARGEST_OUTPUT) > 0) {
            throw new IllegalArgumentException(
                    "jobrunner.output-limit is %s; allowed are 1KB to 1MB".formatted(outputLimit));
        }
    }

    /** The limit as {@link RunOutput} takes it. */
    public int outputLimitBytes() {
        return Math.toIntExact(outputLimit.toBytes());
    }

    /** Names the handlers without their values, which may hold secrets. */
    @Override
    public String toString() {
        return "HandlerProperties[handlers=%s, webhookSecret=%s, http=%s, outputLimit=%s]"
                .formatted(handlers.keySet(), webhookSecret == null ? "none" : "(hidden)", http, outputLimit);
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
