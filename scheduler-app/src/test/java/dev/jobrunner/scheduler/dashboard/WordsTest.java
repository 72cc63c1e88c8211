package dev.jobrunner.scheduler.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private final Words say = new Words(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void timesAreInTheUnitThatMatters() {
        assertThat(say.ago(NOW)).isEqualTo("now");
        assertThat(say.ago(NOW.minusSeconds(59))).isEqualTo("59 s ago");
        assertThat(say.ago(NOW.minusSeconds(60))).isEqualTo("1 min ago");
        assertThat(say.ago(NOW.plusSeconds(3 * 3600))).isEqualTo("in 3 h");
        assertThat(say.ago(NOW.minus(Duration.ofDays(2)))).isEqualTo("2 d ago");
        assertThat(say.ago(null)).isEqualTo("–");
        assertThat(say.exact(NOW)).isEqualTo("2026-11-24 12:00:00 UTC");
    }

    @Test
    void durationsHaveTwoUnitsAtMost() {
        assertThat(Durations.words(Duration.ofMillis(340))).isEqualTo("340 ms");
        assertThat(Durations.words(Duration.ofMillis(4210))).isEqualTo("4.2 s");
        assertThat(Durations.words(Duration.ofMillis(9960))).isEqualTo("10 s");
        assertThat(Durations.words(Duration.ofMillis(59_600))).isEqualTo("1 min");
        assertThat(Durations.words(Duration.ofSeconds(72))).isEqualTo("1 min 12 s");
        assertThat(Durations.words(Duration.ofMinutes(185))).isEqualTo("3 h 5 min");
        assertThat(Durations.words(Duration.ofDays(2).plusHours(4))).isEqualTo("2 d 4 h");
        assertThat(Durations.words(Duration.ofSeconds(-3))).isEqualTo("0 ms");
    }

    @Test
    void figuresAreReadable() {
        assertThat(say.count(1, "task", "tasks")).isEqualTo("1 task");
        assertThat(say.count(12_345, "task", "tasks")).isEqualTo("12,345 tasks");
        assertThat(say.size(812)).isEqualTo("812 B");
        assertThat(say.size(4096)).isEqualTo("4.0 KB");
        assertThat(say.size(1024L * 1024 * 1024 * 3)).isEqualTo("3.0 GB");
    }
}
