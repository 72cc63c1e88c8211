package dev.jobrunner.core.settings;

import java.lang.annotation.Annotation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.env.Environment;

/** Reads all settings once before anything starts, so that a wrong one costs a line and not a stack trace. */
final class SettingsCheck {

    private SettingsCheck() {}

    /** @throws StartRefused for the first setting that is wrong */
    static void run(Environment environment) {
        Binder binder = Binder.get(environment);
        EnableConfigurationProperties all =
                annotation(SettingsConfiguration.class, EnableConfigurationProperties.class);
        for (Class<?> settings : all.value()) {
            try {
                binder.bind(annotation(settings, ConfigurationProperties.class).value(), settings);
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

    private static <A extends Annotation> A annotation(Class<?> type, Class<A> wanted) {
        return Objects.requireNonNull(type.getAnnotation(wanted), () -> type + " lacks @" + wanted.getSimpleName());
    }
}
