package dev.jobrunner.core.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How much a priority counts.
 *
 * @param ageing after so long a wait a task counts as one priority higher; zero: never
 */
@ConfigurationProperties("jobrunner.priority")
public record PrioritySettings(Duration ageing) {

    public PrioritySettings {
        Variables.PRIORITY_AGEING.require(ageing);
    }
}
