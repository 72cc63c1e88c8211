package dev.jobrunner.core.schedule;

import dev.jobrunner.core.schedule.InvalidScheduleException.Field;
import java.time.Duration;
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
    private final OpenTimes times;
    private final Slots slots;

    private Timetable(Recurrence recurrence, SlotRules rules, OpenTimes times, Slots slots) {
        this.recurrence = recurrence;
        this.rules = rules;
        this.times = times;
        this.slots = slots;
    }

    /**
     * Of a task that may not be there yet: when its slots are due is not known then, and they are given without jitter.
     *
     * @throws InvalidScheduleException if pattern, zone or calendar cannot be used
     */
    public static Timetable parse(@Nullable String pattern, @Nullable String timeZone, SlotRules rules) {
        Recurrence recurrence = Recurrence.parse(pattern, timeZone);
        OpenTimes times = new OpenTimes(recurrence, rules.blackout());
        return new Timetable(recurrence, rules, times, new Slots(times, rules, null));
    }

    /** The same, of this task. */
    public Timetable of(long task) {
        return new Timetable(recurrence, rules, times, slots.of(task));
    }

    /** @throws InvalidScheduleException if it can never have a slot, whatever the time is, or its jitter is too large */
    public void requireSense() {
        requireOrder();
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

    /** @throws InvalidScheduleException if the jitter is so large that slots could overtake each other */
    public void requireOrder() {
        if (!rules.jitter().isZero()) {
            Jitter.requireFits(rules.jitter(), recurrence);
        }
    }

    /**
     * The first blackout of its calendar, going on at {@code from} or later, that holds slots back which would come before {@code until};
     * empty if none does.
     */
    public Optional<Span> blackoutBetween(Instant from, Instant until) {
        return times.closing(from, until);
    }

    /** The slots that the pattern names in that part of a blackout, between start and end; empty if there are none. */
    public Optional<HeldBack> heldBack(Span closed) {
        Instant starts = rules.startsAt();
        Instant ends = rules.endsAt();
        Instant from = starts != null && starts.isAfter(closed.from()) ? starts : closed.from();
        Instant until = ends != null && ends.isBefore(closed.until()) ? ends.plusNanos(1) : closed.until();
        long[] held = recurrence
                .between(from.minusNanos(1), until.minusNanos(1), Recurrence.MAX_COUNTED_MISSED)
                .toArray();
        return held.length == 0
                ? Optional.empty()
                : Optional.of(new HeldBack(
                        Instant.ofEpochSecond(held[0]), Instant.ofEpochSecond(held[held.length - 1]), held.length));
    }

    /** As in {@link Recurrence#timeZone}. */
    public String timeZone() {
        return recurrence.timeZone();
    }

    /** The first slot strictly after {@code base}; empty when there is none any more. */
    public Optional<Slot> nextAfter(Instant base) {
        return slots.nextAfter(base);
    }

    /**
     * Why a slot that could start now is not to run any more, by {@link SlotRules#catchUp}; empty when it is. A time that is no slot,
     * such as that of a forced run, is never too late.
     */
    public Optional<String> whySkipped(Instant slot, Instant now) {
        if (rules.catchUp().equals(CatchUp.DEFAULT) || !slots.contains(slot)) {
            return Optional.empty();
        }
        Duration late = Duration.between(slots.dueAt(slot), now);
        Optional<Duration> latest = rules.catchUp().latest();
        if (latest.isPresent() && late.compareTo(latest.get()) > 0) {
            return Optional.of("skipped: " + late.toSeconds() + " s late, and by its catch_up '"
                    + rules.catchUp().mode().word() + "' a slot may be "
                    + latest.get().toSeconds() + " s late");
        }
        int runs = rules.catchUp().runs();
        if (runs > 0 && slots.passOver(slot, now).missed() >= runs) {
            return Optional.of("skipped: " + runs
                    + " slots or more were missed after it, and by its catch_up_limit the newest " + runs + " run");
        }
        return Optional.empty();
    }

    /**
     * Moves on from a slot that is over. Slots that were missed meanwhile are passed over, except those that run by
     * {@link SlotRules#catchUp}.
     *
     * @param slot the slot that is over, or any other instant to go on from
     * @param ran whether it ran; false when it was skipped
     * @param now the present; one before {@code slot} counts as {@code slot}
     */
    public Onward advance(Instant slot, boolean ran, Instant now) {
        Onward toTheFuture = slots.passOver(slot, now);
        int runs = ran
                ? rules.catchUp().runs()
                : rules.catchUp().mode() == CatchUp.Mode.ALL ? rules.catchUp().runs() : Integer.MAX_VALUE;
        int missed = toTheFuture.missed();
        if (runs == 0 || missed == 0 || missed == Recurrence.MAX_COUNTED_MISSED) {
            return toTheFuture;
        }
        Instant earliest = rules.catchUp().latest().map(now::minus).orElse(Instant.MIN);
        int passed = 0;
        for (Instant at = slot; passed < missed; passed++) {
            Slot next = nextAfter(at).orElseThrow();
            if (passed >= missed - runs && !next.dueAt().isBefore(earliest)) {
                return new Onward(Optional.of(next), passed);
            }
            at = next.scheduledFor();
        }
        return toTheFuture;
    }

    /** When the run of that slot is due; a time that is no slot is due then. */
    public Instant dueAt(Instant slot) {
        return slots.dueAt(slot);
    }

    /** The first {@code count} slots strictly after {@code from}, in order; fewer where the end comes before. */
    public List<Slot> upcoming(Instant from, int count) {
        return slots.upcoming(from, count);
    }

    /** When the slots strictly after {@code from} and not after {@code until} are due, in order, in seconds since 1970. */
    public LongStream dueBetween(Instant from, Instant until) {
        return slots.dueBetween(from, until);
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
        if (!rules.jitter().isZero()) {
            words.append(", up to ").append(rules.jitter().toSeconds()).append(" s later");
        }
        Blackout blackout = rules.blackout();
        if (blackout != null) {
            words.append(blackout.mode() == Blackout.Mode.AFTER ? ", after blackouts" : ", not in blackouts")
                    .append(" of calendar ")
                    .append(blackout.calendar());
        }
        return words.toString();
    }

    private String local(Instant time) {
        return LOCAL.format(time.atZone(ZoneId.of(recurrence.timeZone())));
    }

    /**
     * Where a task goes after a run.
     *
     * @param next empty when no slot is left
     * @param missed as in {@link Advance#missed}
     */
    public record Onward(Optional<Slot> next, int missed) {}
}
