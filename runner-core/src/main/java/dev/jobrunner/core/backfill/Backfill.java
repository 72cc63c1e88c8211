package dev.jobrunner.core.backfill;

import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a backfill has come.
 *
 * @param endedAt when its last slot was done, or it was stopped; null while it goes on
 * @param slots all that it has
 * @param waiting for their turn
 * @param started and not done
 * @param failed given up after too many failures
 */
public record Backfill(
        long id,
        int parallelism,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable Instant first,
        @Nullable Instant last,
        long slots,
        long waiting,
        long started,
        long failed) {

    public long done() {
        return slots - waiting - started - failed;
    }

    static Backfill of(ResultSet row, int number) throws SQLException {
        return new Backfill(
                row.getLong("id"),
                row.getInt("parallelism"),
                Instants.required(row, "created_at"),
                Instants.nullable(row, "ended_at"),
                Instants.nullable(row, "first"),
                Instants.nullable(row, "last"),
                row.getLong("slots"),
                row.getLong("waiting"),
                row.getLong("started"),
                row.getLong("failed"));
    }
}
