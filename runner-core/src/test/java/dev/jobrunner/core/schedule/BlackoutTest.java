package dev.jobrunner.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlackoutTest {

    private static final String WEEKEND = "Sat 00:00..Mon 06:00";

    @Test
    void slotsInABlackoutAreLeftOutAndTheOneAtItsEndIsNot() {
        Timetable hourly = skipping("0 * * * *", "UTC", WEEKEND);

        // 2026-12-04 is a Friday.
        assertThat(next(hourly, "2026-12-04T22:30:00Z", 3))
                .containsExactly("2026-12-04T23:00:00Z", "2026-12-07T06:00:00Z", "2026-12-07T07:00:00Z");
    }

    @Test
    void dayRangesIncludeTheirLastDayAndTimeRangesExcludeTheirEnd() {
        Timetable daily = skipping(
                "0 9 * * *",
                "Europe/Berlin",
                "2026-12-25 Christmas",
                "2026-12-27..2026-12-28",
                "2026-12-30 10:00..2027-01-02 09:00");

        assertThat(next(daily, "2026-12-24T12:00:00Z", 4))
                .containsExactly(
                        "2026-12-26T08:00:00Z", "2026-12-29T08:00:00Z", "2026-12-30T08:00:00Z", "2027-01-02T08:00:00Z");
    }

    @Test
    void oneRunAtTheEndStandsForAllThatWereMovedThere() {
        Timetable hourly = moving("0 * * * *", "UTC", "Sat 00:00..Mon 06:30");

        assertThat(next(hourly, "2026-12-04T22:30:00Z", 3))
                .containsExactly("2026-12-04T23:00:00Z", "2026-12-07T06:30:00Z", "2026-12-07T07:00:00Z");
        assertThat(next(moving("0 * * * *", "UTC", WEEKEND), "2026-12-04T23:30:00Z", 2))
                .as("the slot at the end and those moved there are one")
                .containsExactly("2026-12-07T06:00:00Z", "2026-12-07T07:00:00Z");
    }

    @Test
    void aMovedSlotIsOwedWhereverInTheBlackoutOneBeginsToLook() {
        Timetable daily = moving("0 3 * * *", "UTC", "Sat 00:00..Sun 12:00");

        assertThat(next(daily, "2026-12-06T04:00:00Z", 2))
                .containsExactly("2026-12-06T12:00:00Z", "2026-12-07T03:00:00Z");
        assertThat(next(daily, "2026-12-06T12:00:00Z", 1)).containsExactly("2026-12-07T03:00:00Z");
    }

    @Test
    void aBlackoutWithoutASlotMovesNothing() {
        assertThat(next(moving("0 3 * * *", "UTC", "Sat 10:00..Sat 12:00"), "2026-12-05T11:00:00Z", 1))
                .containsExactly("2026-12-06T03:00:00Z");
    }

    @Test
    void blackoutsThatTouchOrOverlapAreOne() {
        Timetable daily = moving(
                "0 9 * * *",
                "UTC",
                "2026-12-24..2026-12-25",
                "2026-12-25 12:00..2026-12-26 12:00",
                "2026-12-26 12:00..2026-12-28 06:00");

        assertThat(next(daily, "2026-12-23T10:00:00Z", 2))
                .containsExactly("2026-12-28T06:00:00Z", "2026-12-28T09:00:00Z");
    }

    @Test
    void slotsThatABlackoutHeldBackAreNotMissed() {
        Timetable hourly = skipping("0 * * * *", "UTC", WEEKEND);

        Timetable.Onward onward = hourly.advance(at("2026-12-04T23:00:00Z"), true, at("2026-12-07T08:10:00Z"));

        assertThat(onward.missed()).isEqualTo(3);
        assertThat(onward.next()).map(Slot::scheduledFor).contains(at("2026-12-07T09:00:00Z"));
        assertThat(hourly.heldBack(new Span(at("2026-12-05T00:00:00Z"), at("2026-12-07T06:00:00Z"))))
                .contains(new HeldBack(at("2026-12-05T00:00:00Z"), at("2026-12-07T05:00:00Z"), 54));
    }

    /** In Berlin the clock goes from 02:00 to 03:00 on 2027-03-28, and from 03:00 to 02:00 on 2026-10-25; both are Sundays. */
    @Test
    void aNightWithoutTheHourHasAShorterBlackout() {
        Timetable quarters = skippingIn("Europe/Berlin", "*/15 * * * *", "Sun 01:00..Sun 03:00");

        assertThat(next(quarters, "2027-03-27T23:40:00Z", 2))
                .as("01:00 is 00:00 UTC, and 03:00 is the instant at which 02:00 would be")
                .containsExactly("2027-03-27T23:45:00Z", "2027-03-28T01:00:00Z");
        assertThat(next(skippingIn("Europe/Berlin", "*/15 * * * *", "Sun 02:15..Sun 02:45"), "2027-03-28T00:50:00Z", 1))
                .as("nothing is left of it")
                .containsExactly("2027-03-28T01:00:00Z");
        assertThat(next(skippingIn("Europe/Berlin", "*/15 * * * *", "Sun 01:30..Sun 02:30"), "2027-03-28T00:20:00Z", 1))
                .as("an end that the clock skips is the end of the gap")
                .containsExactly("2027-03-28T01:00:00Z");
    }

    @Test
    void aNightWithTheHourTwiceHasALongerBlackout() {
        assertThat(next(skippingIn("Europe/Berlin", "*/15 * * * *", "Sun 02:00..Sun 03:00"), "2026-10-24T23:50:00Z", 1))
                .as("02:00 for the first time is 00:00 UTC, 03:00 is 02:00 UTC")
                .containsExactly("2026-10-25T02:00:00Z");
        assertThat(next(skippingIn("Europe/Berlin", "*/15 * * * *", "Sun 01:30..Sun 02:30"), "2026-10-24T23:20:00Z", 1))
                .as("it ends when the clock shows 02:30 for the last time")
                .containsExactly("2026-10-25T01:30:00Z");
    }

    @Test
    void theCalendarsZoneCountsAndNotTheTasks() {
        Timetable tokyo =
                new Tables("0 0 * * *", "Asia/Tokyo").with("America/New_York", Blackout.Mode.SKIP, "2026-07-04");

        // Midnight in Tokyo is 11:00 the day before in New York.
        assertThat(next(tokyo, "2026-07-03T16:00:00Z", 1)).containsExactly("2026-07-05T15:00:00Z");
    }

    @Test
    void aPeriodFromADayToTheSameTimeIsTheWholeWeek() {
        assertThatThrownBy(() ->
                        skipping("0 * * * *", "UTC", "Mon 00:00..Mon 00:00").nextAfter(at("2026-12-01T00:00:00Z")))
                .isInstanceOf(InvalidScheduleException.class)
                .hasMessage(
                        "calendar 'c' leaves no slot of 0 * * * * (UTC) in the five years after 2026-12-01T00:00:00Z:"
                                + " each lies in a blackout; allowed is a calendar that leaves some");
    }

    @Test
    void whatIsBlockedForEverIsRefusedInBothModesAndEndsWithItsEnd() {
        assertThatThrownBy(() -> skipping("0 3 * * 0", "UTC", WEEKEND).nextAfter(at("2026-12-01T00:00:00Z")))
                .hasMessageContaining("leaves no slot");
        assertThat(moving("0 3 * * 0", "UTC", WEEKEND).nextAfter(at("2026-12-01T00:00:00Z")))
                .map(Slot::scheduledFor)
                .contains(at("2026-12-07T06:00:00Z"));
        assertThatThrownBy(() -> moving("0 3 * * *", "UTC", "Mon 00:00..Fri 00:00", "Fri 00:00..Mon 00:00")
                        .nextAfter(at("2026-12-01T00:00:00Z")))
                .hasMessageContaining("leaves no slot");
        SlotRules ending = new SlotRules(null, at("2026-12-31T00:00:00Z"))
                .with(new Blackout("c", Blackout.Mode.SKIP, BlackoutCalendar.definition("UTC", List.of(WEEKEND))));
        assertThat(Timetable.parse("0 3 * * 0", "UTC", ending).nextAfter(at("2026-12-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void aForecastOfWhatNeverRunsIsEmpty() {
        assertThat(skipping("0 3 * * 0", "UTC", WEEKEND)
                        .dueBetween(at("2026-12-01T00:00:00Z"), at("2026-12-31T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void aForecastHasTheSlotsOfThePreview() {
        Timetable hourly = skipping("0 * * * *", "UTC", WEEKEND);

        assertThat(hourly.dueBetween(at("2026-12-04T00:00:00Z"), at("2026-12-08T00:00:00Z"))
                        .boxed())
                .isEqualTo(LongStream.of(hourly.upcoming(at("2026-12-04T00:00:00Z"), 42).stream()
                                .mapToLong(slot -> slot.dueAt().getEpochSecond())
                                .toArray())
                        .boxed()
                        .toList());
    }

    @Test
    void jitterGoesOnTopOfAMovedSlot() {
        SlotRules rules = new SlotRules(null, null, Duration.ofMinutes(10), CatchUp.DEFAULT)
                .with(new Blackout("c", Blackout.Mode.AFTER, BlackoutCalendar.definition("UTC", List.of(WEEKEND))));
        Slot slot = Timetable.parse("0 3 * * *", "UTC", rules)
                .of(7)
                .nextAfter(at("2026-12-04T12:00:00Z"))
                .orElseThrow();

        assertThat(slot.scheduledFor()).isEqualTo(at("2026-12-07T06:00:00Z"));
        assertThat(slot.dueAt())
                .isBetween(at("2026-12-07T06:00:00Z"), at("2026-12-07T06:10:00Z"))
                .isEqualTo(Timetable.parse("0 3 * * *", "UTC", rules).of(7).dueAt(slot.scheduledFor()));
    }

    @Test
    void anyWayOfWritingAPeriodIsStoredInOne() {
        assertThat(List.of(
                        "sat 00:00 - monday 06:00  weekend ",
                        "2026-12-24T14:00 to 2026-12-27 06:00",
                        "2026-12-24 .. 2026-12-26",
                        "2026-12-25"))
                .extracting(PeriodText::canonical)
                .containsExactly(
                        "Sat 00:00..Mon 06:00 weekend",
                        "2026-12-24 14:00..2026-12-27 06:00",
                        "2026-12-24..2026-12-26",
                        "2026-12-25");
    }

    @Test
    void whatIsNoPeriodIsRefusedWithWhatIsAllowed() {
        for (String wrong : List.of(
                "",
                "tomorrow",
                "2026-02-30",
                "Sat 24:00..Sun 00:00",
                "Foo 00:00..Mon 00:00",
                "2026-12-26..2026-12-24",
                "2026-12-24 10:00..2026-12-24 10:00",
                "25.12.2026")) {
            assertThatThrownBy(() -> PeriodText.canonical(wrong))
                    .as(wrong)
                    .isInstanceOf(InvalidScheduleException.class)
                    .hasMessageStartingWith("periods '" + wrong + "'")
                    .hasMessageContaining("; allowed are 2026-12-25, ");
        }
    }

    @Test
    void aCalendarWithAWrongPeriodIsNamed() {
        assertThatThrownBy(() -> skipping("0 * * * *", "UTC", "someday"))
                .hasMessageStartingWith("calendar 'c' cannot be used: periods 'someday' is not understood");
    }

    @Test
    void theDescriptionNamesTheCalendar() {
        assertThat(skipping("0 9 * * *", "UTC", WEEKEND).description())
                .endsWith("(UTC), not in blackouts of calendar c");
        assertThat(moving("0 9 * * *", "UTC", WEEKEND).description()).endsWith("(UTC), after blackouts of calendar c");
    }

    private static Timetable skipping(String pattern, String zone, String... periods) {
        return new Tables(pattern, zone).with(zone, Blackout.Mode.SKIP, periods);
    }

    private static Timetable skippingIn(String calendarZone, String pattern, String period) {
        return new Tables(pattern, "UTC").with(calendarZone, Blackout.Mode.SKIP, period);
    }

    private static Timetable moving(String pattern, String zone, String... periods) {
        return new Tables(pattern, zone).with(zone, Blackout.Mode.AFTER, periods);
    }

    private static List<String> next(Timetable timetable, String from, int count) {
        return timetable.upcoming(at(from), count).stream()
                .map(slot -> slot.scheduledFor().toString())
                .toList();
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    private record Tables(@Nullable String pattern, String zone) {
        Timetable with(String calendarZone, Blackout.Mode mode, String... periods) {
            return Timetable.parse(
                    pattern,
                    zone,
                    SlotRules.NONE.with(
                            new Blackout("c", mode, BlackoutCalendar.definition(calendarZone, List.of(periods)))));
        }
    }
}
