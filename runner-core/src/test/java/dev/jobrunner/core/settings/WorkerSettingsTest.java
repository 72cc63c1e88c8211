package dev.jobrunner.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The times that keep a task from running twice at once. */
class WorkerSettingsTest {

    @Test
    void atTheDefaultsAWorkersRunsAreOverInLessThanSixSeconds() {
        WorkerSettings shipped = settings(Duration.ofSeconds(1), Duration.ofSeconds(10));

        assertThat(shipped.fenceAfter()).isEqualTo(Duration.ofSeconds(4));
        assertThat(shipped.stoppedAfter()).isEqualTo(Duration.ofMillis(5_500));
        assertThat(shipped.stopWithin()).isEqualTo(Duration.ofSeconds(6));
    }

    @ParameterizedTest
    @CsvSource({"1000, 10000", "2000, 10000", "1000, 3000", "50, 150", "50, 600000", "60000, 180000", "200, 5000"})
    void whatAFencedWorkerDoesIsOverBeforeOthersMayTakeItsTasks(long interval, long deadAfter) {
        WorkerSettings settings = settings(Duration.ofMillis(interval), Duration.ofMillis(deadAfter));

        assertThat(settings.fenceAfter()
                        .plus(settings.fenceWatch())
                        .plus(settings.fencePatience())
                        .plus(settings.fenceHurry()))
                .isLessThan(settings.stoppedAfter());
        assertThat(settings.stoppedAfter()).isLessThan(settings.deadAfter());
        assertThat(settings.stopWithin()).isGreaterThanOrEqualTo(settings.stoppedAfter());
        assertThat(settings.fenceAfter())
                .as("a beat may come late")
                .isGreaterThanOrEqualTo(
                        settings.heartbeatInterval().multipliedBy(3).dividedBy(2));
    }

    private static WorkerSettings settings(Duration heartbeatInterval, Duration deadAfter) {
        return new WorkerSettings(Duration.ofSeconds(3), true, 1, heartbeatInterval, deadAfter, Duration.ofSeconds(25));
    }
}
