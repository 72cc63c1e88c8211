package dev.jobrunner.core.schedule;

import java.time.Instant;
import java.util.List;

/**
 * Which slots a task has next, for a person to check.
 *
 * @param timeZone IANA name
 * @param description the schedule in English words
 * @param next the first slots, in order; fewer than asked for where its end comes before
 */
public record SlotsPreview(String timeZone, String description, List<Slot> next) {

    public static final int MAX_COUNT = SchedulePreview.MAX_COUNT;

    public SlotsPreview {
        next = List.copyOf(next);
    }

    /** The first {@code count} (1 to {@value #MAX_COUNT}) slots strictly after {@code from}. */
    public static SlotsPreview of(Timetable timetable, Instant from, int count) {
        return new SlotsPreview(timetable.timeZone(), timetable.description(), timetable.upcoming(from, count));
    }
}
