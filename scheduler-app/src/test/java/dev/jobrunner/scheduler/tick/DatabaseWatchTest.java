package dev.jobrunner.scheduler.tick;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatabaseWatchTest {

    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final DatabaseWatch watch = new DatabaseWatch(Duration.ofSeconds(6));

    @Test
    void anUnbrokenSeriesBeganWithItsFirstAnswer() {
        watch.answered(START);
        watch.answered(START.plusSeconds(5));

        assertThat(watch.answered(START.plusSeconds(10))).isEqualTo(START);
    }

    @Test
    void aGapBeginsTheSeriesAnew() {
        watch.answered(START);

        assertThat(watch.answered(START.plusSeconds(7))).isEqualTo(START.plusSeconds(7));
        assertThat(watch.answered(START.plusSeconds(12))).isEqualTo(START.plusSeconds(7));
    }

    @Test
    void aFailureBeginsTheSeriesAnewHoweverShortItWas() {
        watch.answered(START);
        watch.failed();

        assertThat(watch.answered(START.plusSeconds(1))).isEqualTo(START.plusSeconds(1));
    }
}
