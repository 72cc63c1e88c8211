package dev.jobrunner.core.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The settings of an environment without an application around them: what a command needs that has to answer at once. */
public final class BoundSettings {

    private final Binder binder;

    /** @param environment with our variables and defaults in it, as the post-processor leaves it */
    public BoundSettings(Environment environment) {
        this.binder = Binder.get(environment);
    }

    public LockTimeouts lockTimeouts() {
        return bind(LockTimeoutProperties.class).withDefaults();
    }

    public ConcurrencyLimits concurrencyLimits() {
        return bind(ConcurrencyProperties.class).limits();
    }

    public WorkerSettings worker() {
        return bind(WorkerSettings.class);
    }

    public PrioritySettings priority() {
        return bind(PrioritySettings.class);
    }

    private <T> T bind(Class<T> type) {
        ConfigurationProperties settings = type.getAnnotation(ConfigurationProperties.class);
        return binder.bindOrCreate(settings.value(), type);
    }
}
