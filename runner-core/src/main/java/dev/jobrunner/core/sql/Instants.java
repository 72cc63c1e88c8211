package dev.jobrunner.core.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** {@code timestamptz} and {@link Instant}, independent of the zones of this machine and of the session. */
public final class Instants {

    private Instants() {}

    /** The column's value; null for SQL NULL. */
    public static @Nullable Instant nullable(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /**
     * The value of a column that is never NULL.
     *
     * @throws SQLException if it is NULL all the same
     */
    public static Instant required(ResultSet row, String column) throws SQLException {
        Instant time = nullable(row, column);
        if (time == null) {
            throw new SQLException("Column " + column + " is NULL, but a time was expected");
        }
        return time;
    }

    /** As a parameter; null stays null. */
    public static @Nullable OffsetDateTime parameter(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
