package dev.jobrunner.scheduler.input;

import java.sql.SQLException;
import org.springframework.dao.DataAccessException;

/** Tells a value that the database cannot take from a database that does not answer. */
public final class Unstorable {

    private Unstorable() {}

    /** Whether the fault is in what was given: SQLSTATE class 22. */
    public static boolean isCauseOf(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith("22");
    }
}
