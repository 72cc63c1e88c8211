package dev.jobrunner.core.settings;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The settings as beans; an app imports this. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    LockTimeoutProperties.class,
    ConcurrencyProperties.class,
    PrioritySettings.class,
    RetrySettings.class,
    SchedulerSettings.class,
    WorkerSettings.class,
    RetentionSettings.class,
    HandlerSettings.class,
    PasswordSettings.class,
    AccessSettings.class,
    OidcSettings.class
})
public class SettingsConfiguration {

    @Bean
    LockTimeouts lockTimeouts(LockTimeoutProperties properties) {
        return properties.withDefaults();
    }

    @Bean
    ConcurrencyLimits concurrencyLimits(ConcurrencyProperties properties) {
        return properties.limits();
    }
}
