package dev.jobrunner.scheduler.dashboard.calendar;

import dev.jobrunner.core.schedule.BlackoutCalendar;
import dev.jobrunner.core.schedule.CalendarDefinition;
import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.schedule.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a calendar means, or what is wrong with it.
 *
 * @param next the blackout that goes on, and those that come within a year
 * @param wrong what is; null when nothing is
 */
public record CalendarPeek(
        String zone, List<Row> next, @Nullable String wrong) {

    private static final int COUNT = 8;

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

    /** A blackout by the clock of the calendar. */
    public record Row(String from, String until, Duration lasting) {}

    static CalendarPeek of(CalendarForm form, Instant now) {
        try {
            CalendarDefinition calendar = form.name().isBlank()
                    ? new CalendarForm("new", form.timeZone(), form.periods(), "", null, null).definition()
                    : form.definition();
            ZoneId zone = ZoneId.of(calendar.timeZone());
            List<Row> rows = calendar.parsed().between(now, now.plus(BlackoutCalendar.YEAR)).stream()
                    .limit(COUNT)
                    .map(span -> row(span, zone))
                    .toList();
            return new CalendarPeek(calendar.timeZone(), rows, null);
        } catch (InvalidScheduleException e) {
            return new CalendarPeek(form.timeZone(), List.of(), String.valueOf(e.getMessage()));
        }
    }

    private static Row row(Span span, ZoneId zone) {
        return new Row(
                LOCAL.format(span.from().atZone(zone)),
                LOCAL.format(span.until().atZone(zone)),
                Duration.between(span.from(), span.until()));
    }
}
