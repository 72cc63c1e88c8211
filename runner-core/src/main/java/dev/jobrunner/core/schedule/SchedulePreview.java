package dev.jobrunner.core.schedule;

import dev.jobrunner.core.schedule.InvalidScheduleException.Field;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule means, for a person to check before using it.
 *
 * @param pattern the pattern as given, without blanks around it
 * @param timeZone the IANA name that applies, {@code UTC} if none was given
 * @param description the pattern and zone in English words
 * @param next the first slots, in order
 */
public record SchedulePreview(String pattern, String timeZone, String description, List<Instant> next) {

    public static final int MAX_COUNT = 100;

    public SchedulePreview {
        next = List.copyOf(next);
    }

    /**
     * Previews the first {@code count} slots strictly after {@code from}.
     *
     * @throws InvalidScheduleException if the pattern or zone is wrong or {@code count} is not 1 to {@value #MAX_COUNT}
     */
    public static SchedulePreview of(@Nullable String pattern, @Nullable String timeZone, Instant from, int count) {
        if (count < 1 || count > MAX_COUNT) {
            throw new InvalidScheduleException(
                    Field.COUNT, Integer.toString(count), "is not allowed; allowed are 1 to " + MAX_COUNT);
        }
        Recurrence recurrence = Recurrence.parse(pattern, timeZone);
        return new SchedulePreview(
                recurrence.pattern(),
                recurrence.timeZone(),
                recurrence.description(),
                recurrence.upcoming(from, count));
    }
}
