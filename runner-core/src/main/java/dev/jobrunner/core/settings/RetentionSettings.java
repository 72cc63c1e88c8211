package dev.jobrunner.core.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long the past is kept.
 *
 * @param logs how long finished runs stay in {@code scheduled_task_logs}
 */
@ConfigurationProperties("jobrunner.retention")
public record RetentionSettings(Duration logs) {

    public RetentionSettings {
        Variables.LOG_RETENTION.require(logs);
    }
}
