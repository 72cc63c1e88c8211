package dev.jobrunner.scheduler.dashboard.task;

import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.SlotRules;
import dev.jobrunner.core.schedule.Timetable;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.scheduler.input.InvalidInputException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule means, or what is wrong with it.
 *
 * @param wrong what is; null when nothing is
 * @param wrongField the name of a field of the form
 */
public record SchedulePeek(
        String words,
        String zone,
        List<NextTime> next,
        @Nullable String wrong,
        String wrongField) {

    private static final int COUNT = 5;

    /** Of a task, with the times at which its runs are due. */
    static SchedulePeek of(Task task, Instant now) {
        return of(task.schedulePattern(), task.timeZone(), task::timetable, now);
    }

    private static SchedulePeek of(@Nullable String pattern, String zone, Supplier<Timetable> parsed, Instant now) {
        if (pattern == null || pattern.isBlank()) {
            return new SchedulePeek("Runs once.", zone, List.of(), null, "");
        }
        try {
            Timetable timetable = parsed.get();
            return new SchedulePeek(
                    timetable.description(),
                    timetable.timeZone(),
                    NextTime.of(timetable.upcoming(now, COUNT), ZoneId.of(timetable.timeZone()), now),
                    null,
                    "");
        } catch (InvalidScheduleException e) {
            return wrong(zone, field(e), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Of what is typed in a form.
     *
     * @param known the rules with what their calendar says; empty where there is no such calendar
     */
    static SchedulePeek of(TaskForm form, Function<SlotRules, Optional<SlotRules>> known, Instant now) {
        String pattern = form.value("schedule_pattern");
        String zone = form.value("time_zone");
        try {
            return of(
                    pattern,
                    zone,
                    () -> {
                        SlotRules rules = known.apply(form.rules())
                                .orElseThrow(() -> new InvalidInputException(
                                        "calendar", form.value("calendar"), "a calendar that is there"));
                        Timetable timetable = Timetable.parse(pattern, zone, rules);
                        timetable.requireSense();
                        return timetable;
                    },
                    now);
        } catch (InvalidInputException e) {
            return wrong(zone, e.field(), String.valueOf(e.getMessage()));
        }
    }

    /** The field of the form that is meant. */
    static String field(InvalidScheduleException failure) {
        return failure.field() == InvalidScheduleException.Field.PATTERN
                ? "schedule_pattern"
                : failure.field().inSnakeCase();
    }

    private static SchedulePeek wrong(String zone, String field, String why) {
        return new SchedulePeek("", zone, List.of(), why, field);
    }
}
