package dev.jobrunner.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTypeTest {

    @ParameterizedTest
    @CsvSource({
        "report_generation, REPORT_GENERATION",
        "a-b.c d, A_B_C_D",
        "mp3, MP3",
        "straße, STRA_E",
        "zażółć, ZA____",
    })
    void theEnvironmentNameIsCapitalsWithUnderscores(String name, String environmentName) {
        assertThat(new TaskType(name).environmentName()).isEqualTo(environmentName);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u0000", "\u001b[31mred", "a\u0085b"})
    void blankNamesAndControlCharactersAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TaskType(name))
                .withMessageNotContaining("\n")
                .withMessageNotContaining("\u001b");
    }

    @Test
    void aNameOfOneHundredCharactersIsTheLongest() {
        assertThat(new TaskType("x".repeat(100)).name()).hasSize(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TaskType("x".repeat(101)))
                .withMessageContaining("101 characters");
    }
}
