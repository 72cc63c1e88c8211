package dev.jobrunner.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdvanceTest {

    private static final Instant SLOT = Instant.parse("2026-05-01T10:00:00Z");
    private static final Recurrence MINUTELY = Recurrence.parse("* * * * *", null);

    @Test
    void nothingIsMissedWhenTheRunEndsBeforeTheNextSlot() {
        assertThat(MINUTELY.advance(SLOT, SLOT.plusSeconds(59))).isEqualTo(new Advance(SLOT.plusSeconds(60), 0));
    }

    @Test
    void aSlotThatIsDueAtThisVeryMomentIsMissed() {
        assertThat(MINUTELY.advance(SLOT, SLOT.plusSeconds(60))).isEqualTo(new Advance(SLOT.plusSeconds(120), 1));
    }

    @Test
    void aClockBehindTheSlotNeverGoesBack() {
        assertThat(MINUTELY.advance(SLOT, SLOT.minusSeconds(3600))).isEqualTo(new Advance(SLOT.plusSeconds(60), 0));
        assertThat(MINUTELY.advance(SLOT, SLOT)).isEqualTo(new Advance(SLOT.plusSeconds(60), 0));
    }

    @Test
    void aDayOfDowntimeIsCounted() {
        Instant now = SLOT.plus(Duration.ofDays(1)).plusSeconds(5);
        assertThat(MINUTELY.advance(SLOT, now)).isEqualTo(new Advance(now.plusSeconds(55), 1_440));
        assertThat(Recurrence.parse("* * * * * *", "Europe/Berlin").advance(SLOT, now))
                .isEqualTo(new Advance(now.plusSeconds(1), 86_405));
    }

    @Test
    void daysWithAClockChangeHaveTheSlotsThatTheyReallyHave() {
        Recurrence berlin = Recurrence.parse("*/30 * * * *", "Europe/Berlin");
        Instant march = Instant.parse("2026-03-28T23:00:00Z");
        Instant october = Instant.parse("2026-10-24T22:00:00Z");
        assertThat(berlin.advance(march, march.plus(Duration.ofHours(23))).missed())
                .isEqualTo(46);
        assertThat(berlin.advance(october, october.plus(Duration.ofHours(25))).missed())
                .isEqualTo(50);
    }

    @Test
    void countingEndsAtTheCapAndTheNextSlotIsStillRight() {
        Instant now = SLOT.plus(Duration.ofDays(3650)).plusSeconds(5);
        assertThat(MINUTELY.advance(SLOT, now))
                .isEqualTo(new Advance(now.plusSeconds(55), Recurrence.MAX_COUNTED_MISSED));
    }

    @Test
    void aNegativeCountIsRefused() {
        assertThatThrownBy(() -> new Advance(SLOT, -1)).hasMessageContaining("-1");
    }
}
