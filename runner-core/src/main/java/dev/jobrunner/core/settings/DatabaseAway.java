package dev.jobrunner.core.settings;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises that the database cannot be reached or does not let us in. */
public final class DatabaseAway {

    private DatabaseAway() {}

    /**
     * One line that says why there is no connection and what to look at; empty if the failure has another cause. The
     * driver's messages name host, user and database, never the password.
     */
    public static Optional<String> explain(Throwable failure) {
        @Nullable SQLException found = null;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // the deepest one is the driver's; the pool's only says that it waited
            if (cause instanceof SQLException sql && isAboutConnecting(sql.getSQLState())) {
                found = sql;
            }
        }
        return Optional.ofNullable(found)
                .map(sql -> "the database does not answer: " + firstLine(sql) + " Check DATABASE_URL and the server.");
    }

    /** Classes 08 (connection), 28 (login), 3D (no such database), 53 (too many connections), 57P (shutting down). */
    private static boolean isAboutConnecting(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("28")
                        || state.startsWith("3D")
                        || state.startsWith("53")
                        || state.startsWith("57P"));
    }

    private static String firstLine(SQLException failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
        return message.endsWith(".") ? message : message + ".";
    }
}
