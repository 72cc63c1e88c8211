package dev.jobrunner.scheduler.schema;

import java.sql.SQLException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What really went wrong, in one line: what frameworks wrap around it helps only those who know their insides. */
public final class RootCause {

    /** The driver's own words then ask for a bug report; what lies beneath says more. */
    private static final String DRIVER_MISHAP = "99999";

    private RootCause() {}

    /** The message of the database or its driver, with detail and hint; of anything else that of the innermost failure. */
    public static String line(Throwable failure) {
        String innermost = failure.getClass().getSimpleName();
        @Nullable String ofDatabase = null;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !message.isBlank()) {
                innermost = message;
                if (cause instanceof SQLException sql && !DRIVER_MISHAP.equals(sql.getSQLState())) {
                    ofDatabase = withoutContext(message);
                }
            }
        }
        return (ofDatabase == null ? innermost : ofDatabase).strip().replaceAll("\\s*\\R[\\s-]*", "; ");
    }

    /** Leaves out where in which function it happened, which is many lines. */
    private static String withoutContext(String message) {
        return message.lines()
                .takeWhile(line -> !line.strip().startsWith("Where:"))
                .filter(line -> !line.strip().startsWith("Position:"))
                .collect(Collectors.joining("\n"));
    }
}
