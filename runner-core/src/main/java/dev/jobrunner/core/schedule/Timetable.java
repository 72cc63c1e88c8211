package dev.jobrunner.core.schedule;

import dev.jobrunner.core.schedule.InvalidScheduleException.Field;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one recurring task: those that its {@link Recurrence} names, within what its {@link SlotRules} allow. Whoever
 * plans, settles, previews or forecasts asks here, so that they cannot differ. Immutable and safe for use by many threads.
 */
public final class Timetable {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final Recurrence recurrence;
    private final SlotRules rules;

    private Timetable(Recurrence recurrence, SlotRules rules) {
        this.recurrence = recurrence;
        this.rules = rules;
    }

    /** @throws InvalidScheduleException if pattern or zone cannot be used */
    public static Timetable parse(@Nullable String pattern, @Nullable String timeZone, SlotRules rules) {
        return new Timetable(Recurrence.parse(pattern, timeZone), rules);
    }

    /** @throws InvalidScheduleException if it can never have a slot, whatever the time is */
    public void requireASlot() {
        Instant starts = rules.startsAt();
        Instant ends = rules.endsAt();
        if (starts != null && ends != null && nextAfter(starts.minusNanos(1)).isEmpty()) {
            throw new InvalidScheduleException(
                    Field.ENDS_AT,
                    ends.toString(),
                    "is before the first slot of " + recurrence + " since starts_at '" + starts + "', which is at "
                            + recurrence.nextAfter(starts.minusNanos(1)));
        }
    }

    /** As in {@link Recurrence#timeZone}. */
    public String timeZone() {
        return recurrence.timeZone();
    }

    /** The first slot strictly after {@code base}; empty when there is none any more. */
    public Optional<Slot> nextAfter(Instant base) {
        return Optional.of(recurrence.nextAfter(notBeforeStart(base)))
                .filter(this::notAfterEnd)
                .map(Timetable::slot);
    }

    /**
     * Moves on from a slot that has run, over all slots that were missed meanwhile.
     *
     * @param slot the slot that has run, or any other instant to go on from
     * @param now the present; one before {@code slot} counts as {@code slot}
     */
    public Onward advance(Instant slot, Instant now) {
        Advance advance = recurrence.advance(notBeforeStart(slot), noLaterThanEnd(now));
        return new Onward(Optional.of(advance.next()).filter(this::notAfterEnd).map(Timetable::slot), advance.missed());
    }

    /** The first {@code count} slots strictly after {@code from}, in order; fewer where the end comes before. */
    public List<Slot> upcoming(Instant from, int count) {
        return recurrence.upcoming(notBeforeStart(from), count).stream()
                .filter(this::notAfterEnd)
                .map(Timetable::slot)
                .toList();
    }

    /** When the slots strictly after {@code from} and not after {@code until} are due, in order, in seconds since 1970. */
    public LongStream dueBetween(Instant from, Instant until) {
        return recurrence.between(notBeforeStart(from), noLaterThanEnd(until), Integer.MAX_VALUE);
    }

    /** In English words, such as {@code At 02:30 every day (Europe/Berlin), from 2026-12-01 00:00}. */
    public String description() {
        StringBuilder words = new StringBuilder(recurrence.description());
        if (rules.startsAt() != null) {
            words.append(", from ").append(local(rules.startsAt()));
        }
        if (rules.endsAt() != null) {
            words.append(", until ").append(local(rules.endsAt()));
        }
        return words.toString();
    }

    private String local(Instant time) {
        return LOCAL.format(time.atZone(ZoneId.of(recurrence.timeZone())));
    }

    private Instant notBeforeStart(Instant base) {
        Instant starts = rules.startsAt();
        return starts == null || starts.isBefore(base) ? base : starts.minusNanos(1);
    }

    private Instant noLaterThanEnd(Instant time) {
        Instant ends = rules.endsAt();
        return ends != null && ends.isBefore(time) ? ends : time;
    }

    private boolean notAfterEnd(Instant slot) {
        return rules.endsAt() == null || !slot.isAfter(rules.endsAt());
    }

    private static Slot slot(Instant at) {
        return new Slot(at, at);
    }

    /**
     * Where a task goes after a run.
     *
     * @param next empty when no slot is left
     * @param missed as in {@link Advance#missed}
     */
    public record Onward(Optional<Slot> next, int missed) {}
}
