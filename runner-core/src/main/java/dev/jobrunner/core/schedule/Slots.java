package dev.jobrunner.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Which slots there are: those of a {@link Recurrence} between the start and the end of its {@link SlotRules}, each with its jitter. */
final class Slots {

    private final Recurrence recurrence;
    private final SlotRules rules;
    private final @Nullable Long taskId;

    /** @param taskId null where it is not known: then there is no jitter */
    Slots(Recurrence recurrence, SlotRules rules, @Nullable Long taskId) {
        this.recurrence = recurrence;
        this.rules = rules;
        this.taskId = taskId;
    }

    Slots of(long task) {
        return new Slots(recurrence, rules, task);
    }

    /** The first one strictly after {@code base}; empty when there is none any more. */
    Optional<Slot> nextAfter(Instant base) {
        return Optional.of(recurrence.nextAfter(notBeforeStart(base)))
                .filter(this::notAfterEnd)
                .map(this::slot);
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
        Advance advance = recurrence.advance(notBeforeStart(slot), certainlyDue);
        Optional<Slot> next =
                Optional.of(advance.next()).filter(this::notAfterEnd).map(this::slot);
        int missed = advance.missed();
        // Those that the jitter may have put beyond the present: a few at the most.
        while (next.isPresent() && !next.get().dueAt().isAfter(now) && missed < Recurrence.MAX_COUNTED_MISSED) {
            missed++;
            next = nextAfter(next.get().scheduledFor());
        }
        return new Timetable.Onward(next, missed);
    }

    /** As in {@link Timetable#upcoming}. */
    List<Slot> upcoming(Instant from, int count) {
        return recurrence.upcoming(notBeforeStart(from), count).stream()
                .filter(this::notAfterEnd)
                .map(this::slot)
                .toList();
    }

    /** As in {@link Timetable#dueBetween}. */
    LongStream dueBetween(Instant from, Instant until) {
        Instant first = from.minus(rules.jitter());
        return recurrence
                .between(notBeforeStart(first), noLaterThanEnd(until), Integer.MAX_VALUE)
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

    private boolean notAfterEnd(Instant slot) {
        return rules.endsAt() == null || !slot.isAfter(rules.endsAt());
    }

    private Slot slot(Instant at) {
        return new Slot(at, at.plusSeconds(delay(at.getEpochSecond())));
    }

    private long delay(long slot) {
        Duration jitter = rules.jitter();
        return taskId == null || jitter.isZero() ? 0 : Jitter.seconds(taskId, slot, jitter.toSeconds());
    }
}
