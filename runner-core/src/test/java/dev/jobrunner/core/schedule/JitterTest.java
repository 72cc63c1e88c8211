package dev.jobrunner.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JitterTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-05-01T00:00:00Z");

    @Test
    void theSameTaskAndSlotAlwaysStartAtTheSameTime() {
        assertThat(hourly(600).of(12).upcoming(MIDNIGHT, 20))
                .isEqualTo(hourly(600).of(12).upcoming(MIDNIGHT, 20))
                .isNotEqualTo(hourly(600).of(13).upcoming(MIDNIGHT, 20));
        assertThat(Jitter.seconds(12, 1_777_593_600L, 600))
                .as("processes of this and of later versions agree")
                .isEqualTo(33);
    }

    @Test
    void tasksThatShareASlotAreSpreadOverAllOfIt() {
        int[] tenths = new int[10];
        LongStream.rangeClosed(1, 10_000)
                .map(task -> Jitter.seconds(task, MIDNIGHT.getEpochSecond(), 599))
                .forEach(seconds -> tenths[(int) (seconds / 60)]++);

        for (int tasks : tenths) {
            assertThat(tasks).isBetween(850, 1_150);
        }
    }

    @Test
    void aSlotKeepsItsNameAndStartsWithinTheJitter() {
        List<Slot> slots = hourly(600).of(7).upcoming(MIDNIGHT, 500);

        assertThat(slots)
                .extracting(Slot::scheduledFor)
                .isEqualTo(Recurrence.parse("0 * * * *", null).upcoming(MIDNIGHT, 500));
        assertThat(slots)
                .allMatch(slot -> !slot.dueAt().isBefore(slot.scheduledFor())
                        && !slot.dueAt().isAfter(slot.scheduledFor().plusSeconds(600)));
        assertThat(slots).extracting(Slot::dueAt).isSorted();
        assertThat(hourly(600)
                        .of(7)
                        .dueBetween(slots.get(9).dueAt(), slots.get(12).dueAt())
                        .toArray())
                .containsExactly(
                        slots.get(10).dueAt().getEpochSecond(),
                        slots.get(11).dueAt().getEpochSecond(),
                        slots.get(12).dueAt().getEpochSecond());
    }

    @Test
    void aSlotThatHasComeButIsNotDueYetIsNextAndNotMissed() {
        Timetable hourly = hourly(3600).of(7);
        List<Slot> slots = hourly.upcoming(MIDNIGHT, 50);
        for (int i = 1; i < slots.size() - 1; i++) {
            Slot slot = slots.get(i);
            if (slot.dueAt().equals(slot.scheduledFor())) {
                continue;
            }
            assertThat(hourly.advance(
                                    slots.get(0).scheduledFor(),
                                    true,
                                    slot.dueAt().minusSeconds(1))
                            .next())
                    .contains(slot);
            assertThat(hourly.advance(
                                    slots.get(0).scheduledFor(),
                                    true,
                                    slot.dueAt().minusSeconds(1))
                            .missed())
                    .isEqualTo(i - 1);
            assertThat(hourly.advance(slots.get(0).scheduledFor(), true, slot.dueAt())
                            .missed())
                    .isEqualTo(i);
        }
    }

    @Test
    void moreThanTheShortestDistanceIsRefused() {
        assertThatCode(hourly(3600)::requireOrder).doesNotThrowAnyException();
        assertThatThrownBy(hourly(3601)::requireOrder)
                .isInstanceOf(InvalidScheduleException.class)
                .hasMessageStartingWith(
                        "jitter_seconds '3601' is larger than the shortest distance between two slots of"
                                + " 0 * * * * (UTC), 3600 s after 2024-01-01T01:00:00Z")
                .hasMessageEndingWith("allowed is 0 to 3600");
        assertThatThrownBy(of("0,5 9 * * *", 301)::requireOrder).hasMessageEndingWith("0 to 300");
    }

    private static Timetable hourly(int jitterSeconds) {
        return Timetable.parse(
                "0 * * * *", null, new SlotRules(null, null, Duration.ofSeconds(jitterSeconds), CatchUp.DEFAULT));
    }

    private static Timetable of(String pattern, int jitterSeconds) {
        return Timetable.parse(
                pattern,
                "Australia/Lord_Howe",
                new SlotRules(null, null, Duration.ofSeconds(jitterSeconds), CatchUp.DEFAULT));
    }
}
