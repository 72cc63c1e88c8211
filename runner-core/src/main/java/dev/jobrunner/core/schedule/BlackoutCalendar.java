package dev.jobrunner.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The periods of a calendar in its time zone; immutable. Blackouts that overlap or follow each other at once are one. */
public final class BlackoutCalendar {

    /** Further than this nobody looks for the end of a blackout, or for a slot outside of all of them. */
    public static final Duration HORIZON = Duration.ofDays(5 * 366);

    public static final Duration YEAR = Duration.ofDays(366);

    private final ZoneRules rules;
    private final List<Period> periods;

    private BlackoutCalendar(ZoneRules rules, List<Period> periods) {
        this.rules = rules;
        this.periods = periods;
    }

    /**
     * Reads what {@link #definition} has written.
     *
     * @throws InvalidScheduleException if the zone or a period cannot be understood; it names the calendar
     */
    public static BlackoutCalendar parse(String calendar, String definition) {
        List<String> lines = definition.lines().toList();
        try {
            return new BlackoutCalendar(
                    TimeZones.parse(lines.isEmpty() ? null : lines.get(0)).getRules(),
                    lines.stream()
                            .skip(1)
                            .filter(line -> !line.isBlank())
                            .map(PeriodText::parse)
                            .toList());
        } catch (InvalidScheduleException e) {
            throw new InvalidScheduleException(
                    InvalidScheduleException.Field.CALENDAR, calendar, "cannot be used: " + e.getMessage());
        }
    }

    /** As the column {@code blackouts} of a task has it: a line for the zone, and one for each period. */
    public static String definition(String timeZone, List<String> periods) {
        return Stream.concat(Stream.of(timeZone), periods.stream())
                .reduce((a, b) -> a + "\n" + b)
                .orElseThrow();
    }

    /** The whole blackout in which that time lies; empty if it lies in none. One without end ends after the {@link #HORIZON}. */
    Optional<Span> around(Instant time) {
        Optional<Span> found = oneAround(time);
        if (found.isEmpty()) {
            return found;
        }
        Instant from = found.get().from();
        Instant until = found.get().until();
        Instant earliest = time.minus(HORIZON);
        Instant latest = time.plus(HORIZON);
        for (Optional<Span> more = oneAround(from.minusNanos(1));
                more.isPresent() && from.isAfter(earliest);
                more = oneAround(from.minusNanos(1))) {
            from = more.get().from();
        }
        for (Optional<Span> more = oneAround(until);
                more.isPresent() && until.isBefore(latest);
                more = oneAround(until)) {
            until = more.get().until();
        }
        return Optional.of(new Span(from, until));
    }

    /** The blackouts of which a part lies between these times, whole and in order. */
    public List<Span> between(Instant from, Instant until) {
        List<Span> spans = new ArrayList<>();
        Optional<Span> span = around(from).or(() -> following(from));
        while (span.isPresent() && span.get().from().isBefore(until)) {
            spans.add(span.get());
            span = following(span.get().until());
        }
        return spans;
    }

    /** The first of {@link #between}; empty if there is none. */
    public Optional<Span> firstBetween(Instant from, Instant until) {
        return around(from).or(() -> following(from)).filter(span -> span.from().isBefore(until));
    }

    private Optional<Span> following(Instant time) {
        return periods.stream()
                .flatMap(period -> period.following(time, rules).stream())
                .map(Span::from)
                .min(Instant::compareTo)
                .flatMap(this::around);
    }

    private Optional<Span> oneAround(Instant time) {
        for (Period period : periods) {
            Optional<Span> span = period.around(time, rules);
            if (span.isPresent()) {
                return span;
            }
        }
        return Optional.empty();
    }
}
