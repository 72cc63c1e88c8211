package dev.jobrunner.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.schedule.CatchUp.Mode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An hourly task that was away from midnight until half past nine. */
class CatchUpTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-05-01T09:30:00Z");

    @Test
    void oneRunStandsForAllUnlessSomethingElseIsSaid() {
        Timetable one = hourly(Mode.ONE, null, null);

        assertThat(one.whySkipped(MIDNIGHT, NOW)).isEmpty();
        assertThat(onward(one, true)).isEqualTo("10:00 after 9");
    }

    @Test
    void skipRunsNoneThatIsLate() {
        Timetable skip = hourly(Mode.SKIP, null, null);

        assertThat(skip.whySkipped(MIDNIGHT, NOW))
                .contains("skipped: 34200 s late, and by its catch_up 'skip' a slot may be 60 s late");
        assertThat(onward(skip, false)).isEqualTo("10:00 after 9");
        assertThat(skip.whySkipped(MIDNIGHT, MIDNIGHT.plusSeconds(60))).isEmpty();
        assertThat(skip.whySkipped(MIDNIGHT, MIDNIGHT.plusSeconds(61))).isPresent();
    }

    @Test
    void aSlotThatIsNotTooLateRunsAlsoWhereLateOnesAreSkipped() {
        Timetable skip = hourly(Mode.SKIP, null, Duration.ofHours(2));

        assertThat(skip.whySkipped(MIDNIGHT, NOW)).isPresent();
        assertThat(onward(skip, false)).isEqualTo("08:00 after 7");
        assertThat(skip.whySkipped(Instant.parse("2026-05-01T08:00:00Z"), NOW)).isEmpty();
    }

    @Test
    void oneWithAWindowRunsForTheOldestWithinIt() {
        Timetable one = hourly(Mode.ONE, null, Duration.ofHours(2));

        assertThat(one.whySkipped(MIDNIGHT, NOW)).isPresent();
        assertThat(onward(one, false)).isEqualTo("08:00 after 7");
        assertThat(onward(one, true)).isEqualTo("10:00 after 9");
    }

    @Test
    void allRunsEachOldestFirst() {
        Timetable all = hourly(Mode.ALL, null, null);

        assertThat(all.whySkipped(MIDNIGHT, NOW)).isEmpty();
        assertThat(onward(all, true)).isEqualTo("01:00 after 0");
    }

    @Test
    void allWithALimitRunsTheNewestOnly() {
        Timetable all = hourly(Mode.ALL, 3, null);

        assertThat(all.whySkipped(MIDNIGHT, NOW))
                .contains("skipped: 3 slots or more were missed after it, and by its catch_up_limit the newest 3 run");
        assertThat(onward(all, false)).isEqualTo("07:00 after 6");
        assertThat(all.whySkipped(Instant.parse("2026-05-01T07:00:00Z"), NOW)).isEmpty();
        assertThat(onward(hourly(Mode.ALL, 3, Duration.ofHours(2)), true)).isEqualTo("08:00 after 7");
    }

    @Test
    void aForcedRunIsNeverTooLate() {
        assertThat(hourly(Mode.SKIP, null, null).whySkipped(MIDNIGHT.plusMillis(1), NOW))
                .isEmpty();
    }

    @Test
    void aSlotIsLateCountedFromItsOwnStart() {
        Timetable skip = Timetable.parse(
                        "0 * * * *",
                        null,
                        new SlotRules(null, null, Duration.ofHours(1), new CatchUp(Mode.SKIP, null, null)))
                .of(7);
        Instant due = skip.dueAt(MIDNIGHT);

        assertThat(skip.whySkipped(MIDNIGHT, due.plusSeconds(60))).isEmpty();
        assertThat(skip.whySkipped(MIDNIGHT, due.plusSeconds(61))).isPresent();
    }

    private static String onward(Timetable timetable, boolean ran) {
        Timetable.Onward onward = timetable.advance(MIDNIGHT, ran, NOW);
        return onward.next().orElseThrow().scheduledFor().toString().substring(11, 16) + " after " + onward.missed();
    }

    private static Timetable hourly(Mode mode, @Nullable Integer limit, @Nullable Duration window) {
        return Timetable.parse(
                "0 * * * *", null, new SlotRules(null, null, Duration.ZERO, new CatchUp(mode, limit, window)));
    }
}
