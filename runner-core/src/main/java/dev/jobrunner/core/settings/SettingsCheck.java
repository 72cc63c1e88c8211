package dev.jobrunner.core.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.env.Environment;

/** Reads all settings once before anything starts, so that a wrong one costs a line and not a stack trace. */
final class SettingsCheck {

    private static final List<Class<?>> ALL = List.of(
            LockTimeoutProperties.class,
            ConcurrencyProperties.class,
            RetrySettings.class,
            SchedulerSettings.class,
            WorkerSettings.class,
            RetentionSettings.class,
            HandlerSettings.class,
            AdminSettings.class);

    private SettingsCheck() {}

    /** @throws StartRefused for the first setting that is wrong */
    static void run(Environment environment) {
        Binder binder = Binder.get(environment);
        for (Class<?> settings : ALL) {
            try {
                binder.bind(prefix(settings), settings);
            } catch (BindException e) {
                throw new StartRefused(complaint(e));
            }
        }
    }

    /** One line about a setting that could not be bound. */
    static String complaint(BindException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        ConfigurationProperty property = failure.getProperty();
        if (property == null) {
            return root.getMessage() == null ? "The setting " + failure.getName() + " is wrong" : root.getMessage();
        }
        return property.getName() + " is " + Quoted.of(String.valueOf(property.getValue())) + "; it must be "
                + expected(failure);
    }

    private static String expected(BindException failure) {
        @Nullable Class<?> type = failure.getTarget().getType().resolve();
        return type == null
                ? "of another form"
                : switch (type.getSimpleName()) {
                    case "Duration" -> "a duration such as 30s or 5m";
                    case "List" -> "durations such as 1m,5m,15m";
                    case "int", "Integer" -> "a whole number";
                    default -> "a value that fits " + type.getSimpleName();
                };
    }

    private static String prefix(Class<?> settings) {
        ConfigurationProperties annotation = settings.getAnnotation(ConfigurationProperties.class);
        if (annotation == null) {
            throw new IllegalStateException(settings + " names no prefix");
        }
        return annotation.value();
    }
}
