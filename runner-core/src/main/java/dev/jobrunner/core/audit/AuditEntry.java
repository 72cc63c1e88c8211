package dev.jobrunner.core.audit;

import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An action as it was entered. {@code before} and {@code after} are JSON objects; null where the subject was not there. */
public record AuditEntry(
        long id,
        Instant at,
        String actor,
        String face,
        String action,
        String subjectKind,
        @Nullable String subjectId,
        @Nullable String subjectName,
        @Nullable String before,
        @Nullable String after) {

    static AuditEntry of(ResultSet row, int number) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                Instants.required(row, "at"),
                row.getString("actor"),
                row.getString("face"),
                row.getString("action"),
                row.getString("subject_kind"),
                row.getString("subject_id"),
                row.getString("subject_name"),
                row.getString("before"),
                row.getString("after"));
    }
}
