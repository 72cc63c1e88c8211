package dev.jobrunner.scheduler.tick;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseWatchTest {

    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final DatabaseWatch watch = new DatabaseWatch(Duration.ofSeconds(9));

    @Test
    void anUnbrokenSeriesBeganWithItsFirstAnswer() {
        answered(START);
        answered(START.plusSeconds(5));

        assertThat(answered(START.plusSeconds(10))).isEqualTo(START);
    }

    @Test
    void aGapBeginsTheSeriesAnewSinceTheDatabaseMayHaveBeenAwayUnseen() {
        answered(START);
        answered(START.plusSeconds(5));
        answered(START.plusSeconds(10));

        assertThat(answered(START.plusSeconds(70))).isEqualTo(START.plusSeconds(70));
        assertThat(answered(START.plusSeconds(75))).isEqualTo(START.plusSeconds(70));
    }

    @Test
    void gapAfterGapDoesNotPutOffTheJudgementForEver() {
        List<Instant> begins = new ArrayList<>();
        for (int looks = 0; looks < 12; looks++) {
            Instant now = START.plusSeconds(looks * 7L);
            if (answered(now).plusSeconds(9).isBefore(now)) {
                begins.add(now);
            }
        }

        assertThat(begins).as("looks at which a silent worker counts as dead").hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void anAnswerThatCameLateBeginsTheSeriesAnewHoweverRegularItWasAskedFor() {
        answered(START);
        answered(START.plusSeconds(5));
        answered(START.plusSeconds(10));

        assertThat(watch.answered(START.plusSeconds(15), Duration.ofMillis(400)))
                .isEqualTo(START);
        assertThat(watch.answered(START.plusSeconds(20), Duration.ofMillis(500)))
                .isEqualTo(START.plusSeconds(20));
        assertThat(answered(START.plusSeconds(25))).isEqualTo(START.plusSeconds(20));
    }

    @Test
    void aDatabaseThatIsSlowAllTheTimeDoesNotPutOffTheJudgementForEver() {
        List<Instant> begins = new ArrayList<>();
        for (int looks = 0; looks < 12; looks++) {
            Instant now = START.plusSeconds(looks * 5L);
            if (watch.answered(now, Duration.ofSeconds(2)).plusSeconds(9).isBefore(now)) {
                begins.add(now);
            }
        }

        assertThat(begins).as("looks at which a silent worker counts as dead").hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void aFailureBeginsTheSeriesAnewHoweverShortItWas() {
        answered(START);
        watch.failed();

        assertThat(answered(START.plusSeconds(1))).isEqualTo(START.plusSeconds(1));
    }

    private Instant answered(Instant databaseTime) {
        return watch.answered(databaseTime, Duration.ZERO);
    }
}
