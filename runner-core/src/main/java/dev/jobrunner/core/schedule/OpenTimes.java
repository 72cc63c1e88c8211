package dev.jobrunner.core.schedule;

import dev.jobrunner.core.schedule.InvalidScheduleException.Field;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.Spliterators;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The times of a {@link Recurrence} that a calendar leaves, and those to which it moves others. Which these are follows from pattern
 * and calendar alone, not from where one begins to look.
 */
final class OpenTimes {

    private final Recurrence recurrence;
    private final @Nullable Blackout blackout;
    private final @Nullable BlackoutCalendar calendar;

    /** @param blackout null for all times */
    OpenTimes(Recurrence recurrence, @Nullable Blackout blackout) {
        this.recurrence = recurrence;
        this.blackout = blackout;
        this.calendar = blackout == null ? null : blackout.parsed().orElse(null);
    }

    /**
     * The first one strictly after {@code base}.
     *
     * @param last where to look no further; null for nowhere
     * @return empty if there is none up to {@code last}
     * @throws InvalidScheduleException if blackouts leave none within their {@link BlackoutCalendar#HORIZON}
     */
    Optional<Instant> nextAfter(Instant base, @Nullable Instant last) {
        BlackoutCalendar closed = calendar;
        Blackout use = blackout;
        if (closed == null || use == null) {
            return Optional.of(recurrence.nextAfter(base)).filter(time -> last == null || !time.isAfter(last));
        }
        boolean moves = use.mode() == Blackout.Mode.AFTER;
        Instant first = recurrence.nextAfter(base);
        // What lies before the base in the blackout in which it lies is owed at the end as well.
        Optional<Span> owed = moves ? closed.around(base).filter(this::hasSlots) : Optional.empty();
        Instant time = first;
        for (Optional<Span> within = owed.or(() -> closed.around(first));
                within.isPresent();
                within = closed.around(time)) {
            Instant end = within.get().until();
            if (last != null && end.isAfter(last)) {
                return Optional.empty();
            }
            if (!end.isBefore(base.plus(BlackoutCalendar.HORIZON))) {
                throw leavesNothing(use, base);
            }
            if (moves) {
                return Optional.of(end);
            }
            time = recurrence.nextAfter(end.minusNanos(1));
        }
        return Optional.of(time).filter(open -> last == null || !open.isAfter(last));
    }

    private InvalidScheduleException leavesNothing(Blackout use, Instant base) {
        return new InvalidScheduleException(
                Field.CALENDAR,
                use.calendar(),
                "leaves no slot of " + recurrence + " in the five years after " + base.truncatedTo(ChronoUnit.SECONDS)
                        + ": each lies in a blackout; allowed is a calendar that leaves some");
    }

    private boolean hasSlots(Span span) {
        return recurrence.nextAfter(span.from().minusNanos(1)).isBefore(span.until());
    }

    /** Those strictly after {@code from} and not after {@code until}, in order, in seconds since 1970. */
    LongStream between(Instant from, Instant until) {
        if (calendar == null) {
            return recurrence.between(from, until, Integer.MAX_VALUE);
        }
        PrimitiveIterator.OfLong times = new PrimitiveIterator.OfLong() {
            private Optional<Instant> next = nextAfter(from, until);

            @Override
            public boolean hasNext() {
                return next.isPresent();
            }

            @Override
            public long nextLong() {
                Instant time = next.orElseThrow();
                next = nextAfter(time, until);
                return time.getEpochSecond();
            }
        };
        return StreamSupport.longStream(Spliterators.spliteratorUnknownSize(times, 0), false);
    }

    /** As {@link Recurrence#advance}, of these times alone; without a next one where none is left up to {@code last}. */
    Passed advance(Instant slot, Instant now, @Nullable Instant last) {
        if (calendar == null) {
            Advance advance = recurrence.advance(slot, now);
            return new Passed(
                    Optional.of(advance.next()).filter(time -> last == null || !time.isAfter(last)), advance.missed());
        }
        int missed = 0;
        Optional<Instant> next = nextAfter(slot, last);
        while (next.isPresent() && !next.get().isAfter(now)) {
            missed++;
            next = nextAfter(missed == Recurrence.MAX_COUNTED_MISSED ? now : next.get(), last);
        }
        return new Passed(next, missed);
    }

    /** The first blackout of that time or later in which a slot lies before {@code until}; empty without one. */
    Optional<Span> closing(Instant from, Instant until) {
        if (calendar == null) {
            return Optional.empty();
        }
        return calendar.between(from, until).stream().filter(this::hasSlots).findFirst();
    }

    /**
     * Where one comes to.
     *
     * @param next empty if no time is left
     * @param missed as in {@link Advance#missed}
     */
    record Passed(Optional<Instant> next, int missed) {}
}
