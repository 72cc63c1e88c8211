package dev.jobrunner.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which slots there are: those of a {@link Recurrence} that its {@link SlotRules} leave, each with its jitter. */
final class Slots {

    private final OpenTimes times;
    private final SlotRules rules;
    private final @Nullable Long taskId;

    /** @param taskId null where it is not known: then there is no jitter */
    Slots(OpenTimes times, SlotRules rules, @Nullable Long taskId) {
        this.times = times;
        this.rules = rules;
        this.taskId = taskId;
    }

    Slots of(long task) {
        return new Slots(times, rules, task);
    }

    /** The first one strictly after {@code base}; empty when there is none any more. */
    Optional<Slot> nextAfter(Instant base) {
        return times.nextAfter(notBeforeStart(base), rules.endsAt()).map(this::slot);
    }

    /** When the run of that slot is due; a time that is no slot is due then. */
    Instant dueAt(Instant slot) {
        return contains(slot) ? slot(slot).dueAt() : slot;
    }

    boolean contains(Instant time) {
        return nextAfter(time.minusNanos(1))
                .filter(next -> next.scheduledFor().equals(time))
                .isPresent();
    }

    /** To the first slot that is due after the present, with the number of those before it. */
    Timetable.Onward passOver(Instant slot, Instant now) {
        Instant certainlyDue = noLaterThanEnd(now.minus(rules.jitter()));
        OpenTimes.Passed passed = times.advance(notBeforeStart(slot), certainlyDue, rules.endsAt());
        Optional<Slot> next = passed.next().map(this::slot);
        int missed = passed.missed();
        // Those that the jitter may have put beyond the present: a few at the most.
        while (next.isPresent() && !next.get().dueAt().isAfter(now) && missed < Recurrence.MAX_COUNTED_MISSED) {
            missed++;
            next = nextAfter(next.get().scheduledFor());
        }
        return new Timetable.Onward(next, missed);
    }

    /** As in {@link Timetable#upcoming}. */
    List<Slot> upcoming(Instant from, int count) {
        return Stream.iterate(
                        nextAfter(from),
                        Optional::isPresent,
                        slot -> nextAfter(slot.orElseThrow().scheduledFor()))
                .limit(count)
                .map(Optional::orElseThrow)
                .toList();
    }

    /** As in {@link Timetable#dueBetween}. */
    LongStream dueBetween(Instant from, Instant until) {
        Instant first = from.minus(rules.jitter());
        return times.between(notBeforeStart(first), noLaterThanEnd(until))
                .map(slot -> slot + delay(slot))
                .dropWhile(due -> due <= from.getEpochSecond())
                .takeWhile(due -> due <= until.getEpochSecond());
    }

    private Instant notBeforeStart(Instant base) {
        Instant starts = rules.startsAt();
        return starts == null || !starts.isAfter(base) ? base : starts.minusNanos(1);
    }

    private Instant noLaterThanEnd(Instant time) {
        Instant ends = rules.endsAt();
        return ends != null && ends.isBefore(time) ? ends : time;
    }

    private Slot slot(Instant at) {
        return new Slot(at, at.plusSeconds(delay(at.getEpochSecond())));
    }

    private long delay(long slot) {
        Duration jitter = rules.jitter();
        return taskId == null || jitter.isZero() ? 0 : Jitter.seconds(taskId, slot, jitter.toSeconds());
    }
}
