package dev.jobrunner.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.benchmarks.process.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotUseTest {

    private static final SlotUse TWO_AT_ONCE = new SlotUse(List.of(run(5, 15), run(0, 10), run(10, 20)));

    @Test
    void onlyTimeWithinTheWindowCounts() {
        assertThat(TWO_AT_ONCE.busyNanos(0, 20)).isEqualTo(30);
        assertThat(TWO_AT_ONCE.busyNanos(8, 12)).isEqualTo(2 + 4 + 2);
        assertThat(TWO_AT_ONCE.busyNanos(30, 40)).isZero();
    }

    @Test
    void aStartAtTheEndOfAnotherRunIsNotOverTheLimit() {
        assertThat(TWO_AT_ONCE.startsOver(2)).isZero();
        assertThat(TWO_AT_ONCE.startsOver(1)).isEqualTo(2);
        assertThat(new SlotUse(List.of(run(0, 10), run(10, 20))).startsOver(1)).isZero();
    }

    @Test
    void firstAndLastStartAreByTimeNotByOrder() {
        assertThat(TWO_AT_ONCE.firstStart()).isZero();
        assertThat(TWO_AT_ONCE.lastStart()).isEqualTo(10);
    }

    private static Run run(long start, long end) {
        return new Run(start, end, 1, 0);
    }
}
