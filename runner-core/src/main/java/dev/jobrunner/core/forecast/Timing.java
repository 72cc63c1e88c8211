package dev.jobrunner.core.forecast;

import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.Timetable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.PrimitiveIterator;

/** The minutes in which a pattern fires, worked out once for all tasks that have it. */
final class Timing {

    /** Counted from the beginning of the forecast, ascending. */
    private final int[] minutes;

    /** How many slots are in each of these minutes. */
    private final int[] slots;

    private Timing(int[] minutes, int[] slots) {
        this.minutes = minutes;
        this.slots = slots;
    }

    /** @return empty for a schedule that cannot be used */
    static Optional<Timing> of(RecurringTask task, Instant from, Instant until) {
        try {
            Timetable timetable =
                    Timetable.parse(task.pattern(), task.zone(), task.rules()).of(task.id());
            return Optional.of(of(
                    timetable
                            .dueBetween(from.minusSeconds(1), until.minusSeconds(1))
                            .iterator(),
                    from.getEpochSecond()));
        } catch (InvalidScheduleException e) {
            return Optional.empty(); // the planner tells of it in schedule_error
        }
    }

    private static Timing of(PrimitiveIterator.OfLong times, long start) {
        int[] minutes = new int[16];
        int[] slots = new int[16];
        int size = 0;
        while (times.hasNext()) {
            int minute = (int) ((times.nextLong() - start) / 60);
            if (size > 0 && minutes[size - 1] == minute) {
                slots[size - 1]++;
                continue;
            }
            if (size == minutes.length) {
                minutes = Arrays.copyOf(minutes, size * 2);
                slots = Arrays.copyOf(slots, size * 2);
            }
            minutes[size] = minute;
            slots[size++] = 1;
        }
        return new Timing(Arrays.copyOf(minutes, size), Arrays.copyOf(slots, size));
    }

    int count() {
        return Arrays.stream(slots).sum();
    }

    /** Runs of one task that last so many seconds: what falls into a run is missed, since a task never overlaps itself. */
    void runs(int seconds, Visitor visitor) {
        long free = 0;
        for (int i = 0; i < minutes.length; i++) {
            long start = minutes[i] * 60L;
            if (start >= free) {
                int busy = seconds >= 60 ? seconds : Math.min(60, seconds * slots[i]);
                visitor.run(minutes[i], busy);
                free = start + busy;
            }
        }
    }

    /** Takes one run after the other. */
    interface Visitor {
        void run(int minute, int busySeconds);
    }
}
