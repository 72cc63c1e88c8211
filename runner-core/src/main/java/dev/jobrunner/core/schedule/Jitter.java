package dev.jobrunner.core.schedule;

import dev.jobrunner.core.schedule.InvalidScheduleException.Field;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.PrimitiveIterator;

/** Spreads the starts of slots that many tasks share. */
final class Jitter {

    /** Where distances are measured from: the same in every process and at any time. */
    private static final Instant MEASURED_FROM = Instant.parse("2024-01-01T00:00:00Z");

    private static final long MEASURED_DAYS = 366L * 30;
    private static final int MEASURED_SLOTS = 10_000;

    private Jitter() {}

    /**
     * How many seconds after its slot the task starts, from 0 to {@code most}: the same whenever and wherever it is asked, evenly spread
     * over tasks and over the slots of a task.
     *
     * @param slot in seconds since 1970
     */
    static long seconds(long taskId, long slot, long most) {
        long mixed = taskId * 0x9e37_79b9_7f4a_7c15L + slot;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return Long.remainderUnsigned(mixed ^ (mixed >>> 31), most + 1);
    }

    /** @throws InvalidScheduleException if a slot could start after the one that follows it */
    static void requireFits(Duration jitter, Recurrence recurrence) {
        PrimitiveIterator.OfLong slots = recurrence
                .between(MEASURED_FROM, MEASURED_FROM.plus(MEASURED_DAYS, ChronoUnit.DAYS), MEASURED_SLOTS)
                .iterator();
        long shortest = Long.MAX_VALUE;
        long at = 0;
        long before = slots.hasNext() ? slots.nextLong() : 0;
        while (slots.hasNext()) {
            long slot = slots.nextLong();
            if (slot - before < shortest) {
                shortest = slot - before;
                at = before;
            }
            before = slot;
        }
        if (jitter.toSeconds() > shortest) {
            throw new InvalidScheduleException(
                    Field.JITTER_SECONDS,
                    String.valueOf(jitter.toSeconds()),
                    "is larger than the shortest distance between two slots of " + recurrence + ", " + shortest
                            + " s after " + Instant.ofEpochSecond(at)
                            + ": a slot could start after the next one; allowed is 0 to "
                            + shortest);
        }
    }
}
