package dev.jobrunner.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimetableTest {

    private static final Instant NINE = Instant.parse("2026-05-01T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-05-01T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-05-01T11:00:00Z");
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void slotsAtTheStartAndAtTheEndBelongToIt() {
        Timetable hourly = hourly(TEN, ELEVEN);

        assertThat(times(hourly.upcoming(NINE.minusSeconds(86_400), 5))).containsExactly(TEN, ELEVEN);
        assertThat(hourly.dueBetween(NINE, NOON.plusSeconds(86_400)).toArray())
                .containsExactly(TEN.getEpochSecond(), ELEVEN.getEpochSecond());
        assertThat(hourly.nextAfter(ELEVEN)).isEmpty();
    }

    @Test
    void aStartBetweenTwoSlotsLeavesOutTheOneBefore() {
        assertThat(times(hourly(TEN.plusMillis(1), null).upcoming(NINE, 1))).containsExactly(ELEVEN);
        assertThat(hourly(null, ELEVEN.minusMillis(1)).nextAfter(TEN)).isEmpty();
    }

    @Test
    void slotsThatTheEndLeavesOutAreNotMissed() {
        assertThat(hourly(null, ELEVEN).advance(NINE, true, NOON.plusSeconds(86_400)))
                .satisfies(onward -> {
                    assertThat(onward.next()).isEmpty();
                    assertThat(onward.missed()).isEqualTo(2);
                });
    }

    @Test
    void aRunForcedBeforeTheStartGoesOnAtTheStart() {
        Timetable.Onward onward = hourly(ELEVEN, null).advance(NINE, true, NINE.plusSeconds(5));

        assertThat(onward.next()).contains(new Slot(ELEVEN, ELEVEN));
        assertThat(onward.missed()).isZero();
    }

    @Test
    void theRunAtTheVeryStartIsNotMissedOnceItIsOver() {
        Timetable.Onward onward = hourly(TEN, null).advance(TEN, true, TEN.plusSeconds(5));

        assertThat(onward).isEqualTo(new Timetable.Onward(Optional.of(new Slot(ELEVEN, ELEVEN)), 0));
        assertThat(hourly(TEN, null).nextAfter(TEN)).contains(new Slot(ELEVEN, ELEVEN));
    }

    @Test
    void withoutRulesItIsThePattern() {
        Recurrence pattern = Recurrence.parse("0 * * * *", null);

        assertThat(hourly(null, null).advance(NINE, true, NOON))
                .isEqualTo(new Timetable.Onward(hourly(null, null).nextAfter(NOON), 3));
        assertThat(times(hourly(null, null).upcoming(NINE, 50))).isEqualTo(pattern.upcoming(NINE, 50));
    }

    @Test
    void itSaysFromWhenToWhen() {
        assertThat(Timetable.parse("0 9 * * *", "Europe/Berlin", new SlotRules(NINE, NOON))
                        .description())
                .isEqualTo("At 09:00 every day (Europe/Berlin), from 2026-05-01 11:00, until 2026-05-01 14:00");
    }

    @Test
    void anEndBeforeTheStartIsRefusedNamingBoth() {
        assertThatThrownBy(() -> new SlotRules(TEN, NINE))
                .isInstanceOf(InvalidScheduleException.class)
                .hasMessage("ends_at '2026-05-01T09:00:00Z' is before starts_at '2026-05-01T10:00:00Z';"
                        + " allowed is that time or a later one");
    }

    @Test
    void aScheduleWithoutAnySlotBetweenStartAndEndIsRefused() {
        Timetable none = hourly(TEN.plusSeconds(60), ELEVEN.minusSeconds(60));

        assertThatThrownBy(none::requireSense)
                .hasMessageStartingWith("ends_at '2026-05-01T10:59:00Z' is before the first slot of 0 * * * * (UTC)")
                .hasMessageEndingWith("which is at " + ELEVEN);
        hourly(TEN, TEN).requireSense();
    }

    private static Timetable hourly(@Nullable Instant startsAt, @Nullable Instant endsAt) {
        return Timetable.parse("0 * * * *", null, new SlotRules(startsAt, endsAt));
    }

    private static List<Instant> times(List<Slot> slots) {
        return slots.stream().map(Slot::scheduledFor).toList();
    }
}
