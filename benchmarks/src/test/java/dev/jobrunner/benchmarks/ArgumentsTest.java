package dev.jobrunner.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jobrunner.benchmarks.workload.Size;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void sizeWorkloadsAndSubjectsAreChosen() {
        Arguments arguments = parse("quick", "W1", "W3", "--only", "ours,limit");

        assertThat(arguments.size()).isEqualTo(Size.QUICK);
        assertThat(arguments.wantsWorkload("W3")).isTrue();
        assertThat(arguments.wantsWorkload("W2")).isFalse();
        assertThat(arguments.only()).containsExactly("ours", "limit");
        assertThat(arguments.writeDocs()).isFalse();
    }

    @Test
    void withoutAChoiceEverythingIsWanted() {
        Arguments arguments = parse("full", "--write-docs", "--repetitions", "5");

        assertThat(arguments.size()).isEqualTo(Size.FULL.repeated(5));
        assertThat(arguments.wantsWorkload("W7")).isTrue();
        assertThat(arguments.writeDocs()).isTrue();
    }

    @Test
    void aReportIsMadeOfAFile() {
        assertThat(parse("report", "samples.tsv").again()).contains(Path.of("samples.tsv"));
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertThatThrownBy(() -> parse("quick", "w1")).hasMessageContaining("'w1'");
        assertThatThrownBy(() -> parse("quick", "--only")).hasMessageContaining("--only needs a value");
        assertThatThrownBy(ArgumentsTest::parse).hasMessageContaining("quick, full or report?");
    }

    private static Arguments parse(String... words) {
        return Arguments.parse(words);
    }
}
