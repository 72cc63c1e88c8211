package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.Recurrence;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule means, or what is wrong with it.
 *
 * @param wrong what is; null when nothing is
 * @param wrongField {@code schedule_pattern} or {@code time_zone}
 */
public record SchedulePeek(
        String words,
        String zone,
        List<NextTime> next,
        @Nullable String wrong,
        String wrongField) {

    private static final int COUNT = 5;

    /** @param pattern blank for a task that runs once */
    static SchedulePeek of(@Nullable String pattern, String zone, Instant now) {
        if (pattern == null || pattern.isBlank()) {
            return new SchedulePeek("Runs once.", zone, List.of(), null, "");
        }
        try {
            Recurrence recurrence = Recurrence.parse(pattern, zone);
            return new SchedulePeek(
                    recurrence.description(),
                    recurrence.timeZone(),
                    NextTime.of(recurrence.upcoming(now, COUNT), ZoneId.of(recurrence.timeZone()), now),
                    null,
                    "");
        } catch (InvalidScheduleException e) {
            boolean inZone = e.field() == InvalidScheduleException.Field.TIME_ZONE;
            return new SchedulePeek(
                    "", zone, List.of(), String.valueOf(e.getMessage()), inZone ? "time_zone" : "schedule_pattern");
        }
    }
}
