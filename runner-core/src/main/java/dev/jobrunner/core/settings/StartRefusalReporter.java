package dev.jobrunner.core.settings;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells what is wrong in one line for each problem on stderr where Spring would print a page. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartRefusalReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        Optional<String> line = explain(failure);
        line.ifPresent(System.err::println);
        return line.isPresent();
    }

    /** A line for each problem if the operator can put the cause right by a setting; empty for everything else. */
    static Optional<String> explain(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> line = explainOne(cause);
            if (line.isPresent()) {
                return line.map(text -> "Not started: " + text);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> explainOne(Throwable cause) {
        if (cause instanceof StartRefused || cause instanceof WiringRefused) {
            return Optional.ofNullable(cause.getMessage());
        }
        if (cause instanceof BindException bind && bind.getName().toString().startsWith("jobrunner")) {
            return Optional.of(SettingsCheck.complaint(bind));
        }
        if (cause instanceof SQLException sql) {
            return DatabaseAway.explain(sql);
        }
        // package-private in Spring Boot
        if (cause.getClass().getSimpleName().equals("DataSourceBeanCreationException")) {
            return Optional.of(DatabaseProperties.NOT_SET);
        }
        return Optional.empty();
    }
}
