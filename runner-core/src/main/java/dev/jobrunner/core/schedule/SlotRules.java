package dev.jobrunner.core.schedule;

import dev.jobrunner.core.schedule.InvalidScheduleException.Field;
import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a recurring task's schedule says beyond its pattern and zone.
 *
 * @param startsAt no slot before; null: since ever
 * @param endsAt no slot after, one at that very time still is; null: for ever
 */
public record SlotRules(
        @Nullable Instant startsAt, @Nullable Instant endsAt) {

    /** Nothing but the pattern. */
    public static final SlotRules NONE = new SlotRules(null, null);

    /** Of a row {@code t} of {@code scheduled_tasks}; {@link #of} reads them. */
    public static final String COLUMNS = "t.starts_at, t.ends_at";

    /** @throws InvalidScheduleException if the end is before the start */
    public SlotRules {
        if (startsAt != null && endsAt != null && endsAt.isBefore(startsAt)) {
            throw new InvalidScheduleException(
                    Field.ENDS_AT,
                    endsAt.toString(),
                    "is before starts_at '" + startsAt + "'; allowed is that time or a later one");
        }
    }

    /** Reads {@link #COLUMNS}. */
    public static SlotRules of(ResultSet row) throws SQLException {
        return new SlotRules(Instants.nullable(row, "starts_at"), Instants.nullable(row, "ends_at"));
    }
}
