package dev.jobrunner.core.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the scheduler goes about its work.
 *
 * @param tickInterval from the start of one tick to the start of the next
 */
@ConfigurationProperties("jobrunner.scheduler")
public record SchedulerSettings(Duration tickInterval) {

    public SchedulerSettings {
        Variables.TICK_INTERVAL.require(tickInterval);
    }
}
