package dev.jobrunner.core.settings;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises that the database cannot be reached or does not let us in. */
public final class DatabaseAway {

    /** Connection lost or refused, too many connections, shutting down or starting. */
    private static final List<String> MAY_COME_BACK = List.of("08", "53", "57P");

    /** Wrong user or password, no such database. */
    private static final List<String> STAYS_SHUT = List.of("28", "3D");

    private DatabaseAway() {}

    /**
     * One line that says why there is no connection and what to look at; empty if the failure has another cause. The
     * driver's messages name host, user and database, never the password.
     */
    public static Optional<String> explain(Throwable failure) {
        return cause(failure)
                .map(sql -> "the database does not answer: " + firstLine(sql) + " Check DATABASE_URL and the server.");
    }

    /** Whether the database may answer later without anybody changing a setting. */
    public static boolean mayComeBack(Throwable failure) {
        return cause(failure).filter(sql -> isOneOf(MAY_COME_BACK, sql)).isPresent();
    }

    /** The deepest one is the driver's; the pool's only says that it waited. */
    private static Optional<SQLException> cause(Throwable failure) {
        @Nullable SQLException found = null;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && (isOneOf(MAY_COME_BACK, sql) || isOneOf(STAYS_SHUT, sql))) {
                found = sql;
            }
        }
        return Optional.ofNullable(found);
    }

    private static boolean isOneOf(List<String> classes, SQLException failure) {
        String state = failure.getSQLState();
        return state != null && classes.stream().anyMatch(state::startsWith);
    }

    private static String firstLine(SQLException failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
        return message.endsWith(".") ? message : message + ".";
    }
}
