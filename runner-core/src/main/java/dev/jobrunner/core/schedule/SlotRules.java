package dev.jobrunner.core.schedule;

import dev.jobrunner.core.schedule.InvalidScheduleException.Field;
import dev.jobrunner.core.sql.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a recurring task's schedule says beyond its pattern and zone.
 *
 * @param startsAt no slot before; null: since ever
 * @param endsAt no slot after, one at that very time still is; null: for ever
 * @param jitter a slot's run starts up to so much later; zero or whole seconds
 * @param catchUp what becomes of slots that could not run when they were due
 * @param blackout the calendar that says when nothing runs; null for none
 */
public record SlotRules(
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        Duration jitter,
        CatchUp catchUp,
        @Nullable Blackout blackout) {

    /** Nothing but the pattern. */
    public static final SlotRules NONE = new SlotRules(null, null, Duration.ZERO, CatchUp.DEFAULT);

    /** Of a row {@code t} of {@code scheduled_tasks}; {@link #of} reads them. */
    public static final String COLUMNS =
            "t.starts_at, t.ends_at, t.jitter_seconds, t.catch_up, t.catch_up_limit, t.catch_up_window_seconds,"
                    + " t.calendar, t.in_blackout, t.blackouts";

    /** Without a calendar. */
    public SlotRules(@Nullable Instant startsAt, @Nullable Instant endsAt, Duration jitter, CatchUp catchUp) {
        this(startsAt, endsAt, jitter, catchUp, null);
    }

    /** With nothing else said. */
    public SlotRules(@Nullable Instant startsAt, @Nullable Instant endsAt) {
        this(startsAt, endsAt, Duration.ZERO, CatchUp.DEFAULT);
    }

    /** @throws InvalidScheduleException if the end is before the start */
    public SlotRules {
        if (jitter.isNegative() || jitter.toNanosPart() != 0) {
            throw new IllegalArgumentException("jitter is " + jitter + ", must be zero or more whole seconds");
        }
        if (startsAt != null && endsAt != null && endsAt.isBefore(startsAt)) {
            throw new InvalidScheduleException(
                    Field.ENDS_AT,
                    endsAt.toString(),
                    "is before starts_at '" + startsAt + "'; allowed is that time or a later one");
        }
    }

    /** Reads {@link #COLUMNS}. */
    public static SlotRules of(ResultSet row) throws SQLException {
        return new SlotRules(
                Instants.nullable(row, "starts_at"),
                Instants.nullable(row, "ends_at"),
                Duration.ofSeconds(row.getLong("jitter_seconds")),
                catchUp(row),
                Blackout.of(row));
    }

    /** The same with what the calendar says. */
    public SlotRules with(@Nullable Blackout other) {
        return new SlotRules(startsAt, endsAt, jitter, catchUp, other);
    }

    private static CatchUp catchUp(ResultSet row) throws SQLException {
        Integer window = row.getObject("catch_up_window_seconds", Integer.class);
        return new CatchUp(
                CatchUp.Mode.of(row.getString("catch_up")).orElse(CatchUp.Mode.ONE),
                row.getObject("catch_up_limit", Integer.class),
                window == null ? null : Duration.ofSeconds(window));
    }
}
