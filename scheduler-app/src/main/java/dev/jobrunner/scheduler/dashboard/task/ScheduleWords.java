package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.Recurrence;
import org.jspecify.annotations.Nullable;

/** A schedule in words. */
final class ScheduleWords {

    private ScheduleWords() {}

    /** As in {@code At 09:00 every day (Europe/Berlin)}; the pattern as it is where it cannot be understood. */
    static String of(@Nullable String pattern, String zone) {
        if (pattern == null) {
            return "Once";
        }
        try {
            return Recurrence.parse(pattern, zone).description();
        } catch (InvalidScheduleException e) {
            return pattern;
        }
    }
}
