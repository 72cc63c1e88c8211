package dev.jobrunner.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private static final List<Double> ONE_TO_HUNDRED =
            IntStream.rangeClosed(1, 100).mapToObj(n -> (double) n).toList();

    @Test
    void theMedianIsTheValueInTheMiddleInWhateverOrderTheyCome() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
        assertThat(Statistics.median(List.of(7.0))).isEqualTo(7);
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(Statistics.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
    }

    @Test
    void aPercentileIsAMeasuredValueThatSoManyDoNotExceed() {
        assertThat(Statistics.percentile(ONE_TO_HUNDRED, 50)).isEqualTo(50);
        assertThat(Statistics.percentile(ONE_TO_HUNDRED, 99)).isEqualTo(99);
        assertThat(Statistics.percentile(ONE_TO_HUNDRED, 99.5)).isEqualTo(100);
        assertThat(Statistics.percentile(ONE_TO_HUNDRED, 100)).isEqualTo(100);
        assertThat(Statistics.percentile(List.of(3.0, 8.0), 99)).isEqualTo(8);
        assertThat(Statistics.percentile(List.of(3.0, 8.0), 50)).isEqualTo(3);
    }

    @Test
    void whatCannotBeAPercentileIsRefused() {
        assertThatThrownBy(() -> Statistics.percentile(ONE_TO_HUNDRED, 0)).hasMessageContaining("0");
        assertThatThrownBy(() -> Statistics.percentile(ONE_TO_HUNDRED, 101)).hasMessageContaining("101");
        assertThatThrownBy(() -> Statistics.median(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRatioToNothingIsNoNumber() {
        assertThat(Statistics.ratio(3, 2)).isEqualTo(1.5);
        assertThat(Statistics.ratio(3, 0)).isNaN();
    }
}
