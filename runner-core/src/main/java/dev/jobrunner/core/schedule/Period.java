package dev.jobrunner.core.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/** One line of a calendar: when nothing runs, by the clock on the wall. */
sealed interface Period {

    /** The blackout that it makes around that time; empty if there is none then. */
    Optional<Span> around(Instant time, ZoneRules rules);

    /** The first blackout that it makes which begins after that time; empty if none does. */
    Optional<Span> following(Instant time, ZoneRules rules);

    /** Once, such as a holiday. */
    record Once(LocalDateTime from, LocalDateTime until) implements Period {

        @Override
        public Optional<Span> around(Instant time, ZoneRules rules) {
            return span(from, until, rules).filter(span -> span.contains(time));
        }

        @Override
        public Optional<Span> following(Instant time, ZoneRules rules) {
            return span(from, until, rules).filter(span -> span.from().isAfter(time));
        }
    }

    /** Every week. An end that comes before the start within a week, Monday being its first day, is that of the next week. */
    record Weekly(DayOfWeek firstDay, LocalTime from, DayOfWeek lastDay, LocalTime until) implements Period {

        @Override
        public Optional<Span> around(Instant time, ZoneRules rules) {
            LocalDate latest = latestStart(time, rules);
            for (int weeks = 0; weeks <= 2; weeks++) {
                Optional<Span> span = beginning(latest.minusWeeks(weeks), rules).filter(each -> each.contains(time));
                if (span.isPresent()) {
                    return span;
                }
            }
            return Optional.empty();
        }

        @Override
        public Optional<Span> following(Instant time, ZoneRules rules) {
            LocalDate first = latestStart(time, rules).minusWeeks(1);
            for (int weeks = 0; weeks <= 4; weeks++) {
                Optional<Span> span = beginning(first.plusWeeks(weeks), rules)
                        .filter(each -> each.from().isAfter(time));
                if (span.isPresent()) {
                    return span;
                }
            }
            return Optional.empty();
        }

        /** On that day or one day later, so that no change of clocks puts one out of sight. */
        private LocalDate latestStart(Instant time, ZoneRules rules) {
            return LocalDate.ofInstant(time, rules.getOffset(time))
                    .plusDays(1)
                    .with(TemporalAdjusters.previousOrSame(firstDay));
        }

        private Optional<Span> beginning(LocalDate day, ZoneRules rules) {
            int days = Math.floorMod(lastDay.getValue() - firstDay.getValue(), 7);
            int lasting = days == 0 && !until.isAfter(from) ? 7 : days;
            return span(day.atTime(from), day.plusDays(lasting).atTime(until), rules);
        }
    }

    /**
     * From the first to the last instant at which the clock shows these times. A time that the clock skips is the end of the gap. Empty
     * where nothing is left, since the clock skips all of it.
     */
    private static Optional<Span> span(LocalDateTime from, LocalDateTime until, ZoneRules rules) {
        Instant begin = instant(from, rules, false);
        Instant end = instant(until, rules, true);
        return end.isAfter(begin) ? Optional.of(new Span(begin, end)) : Optional.empty();
    }

    private static Instant instant(LocalDateTime time, ZoneRules rules, boolean last) {
        List<ZoneOffset> offsets = rules.getValidOffsets(time);
        if (offsets.isEmpty()) {
            return rules.getTransition(time).getInstant();
        }
        return time.toInstant(offsets.get(last ? offsets.size() - 1 : 0));
    }

    /** How a person may write one, for messages. */
    String ALLOWED = "2026-12-25, 2026-12-24..2026-12-26 (both days included), 2026-12-24 14:00..2026-12-27 06:00"
            + " or, each week, Sat 00:00..Mon 06:00; words may follow";
}
