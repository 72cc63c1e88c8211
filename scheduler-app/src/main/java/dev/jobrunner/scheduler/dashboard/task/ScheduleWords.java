package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.task.Task;

/** A schedule in words. */
final class ScheduleWords {

    private ScheduleWords() {}

    /** As in {@code At 09:00 every day (Europe/Berlin)}; the pattern as it is where it cannot be understood. */
    static String of(Task task) {
        if (task.schedulePattern() == null) {
            return "Once";
        }
        try {
            return task.timetable().description();
        } catch (InvalidScheduleException e) {
            return task.schedulePattern();
        }
    }
}
