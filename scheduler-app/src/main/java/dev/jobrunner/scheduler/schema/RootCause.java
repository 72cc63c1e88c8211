package dev.jobrunner.scheduler.schema;

import java.sql.SQLException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What really went wrong, in one line: what frameworks wrap around it helps only those who know their insides. */
public final class RootCause {

    private RootCause() {}

    /** The message of the innermost failure that has one; of a statement's failure also detail and hint. */
    public static String line(Throwable failure) {
        String message = failure.getClass().getSimpleName();
        boolean ofStatement = false;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String own = cause.getMessage();
            if (own != null && !own.isBlank()) {
                message = own;
                ofStatement = cause instanceof SQLException;
            }
        }
        return (ofStatement ? withoutContext(message) : message).strip().replaceAll("\\s*\\R[\\s-]*", "; ");
    }

    /** Leaves out where in which function it happened, which is many lines. */
    private static String withoutContext(String message) {
        return message.lines()
                .takeWhile(line -> !line.strip().startsWith("Where:"))
                .filter(line -> !line.strip().startsWith("Position:"))
                .collect(Collectors.joining("\n"));
    }
}
