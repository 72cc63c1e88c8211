package dev.jobrunner.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTextTest {

    private final LedgerText text =
            new LedgerText(Redactor.forEnvironment(Map.of("API_TOKEN", "t0ken-value", "HOME", "/home/me"), "hunter22"));

    @Test
    void nulAndBrokenSurrogatesAreStripped() {
        assertThat(text.error("a\u0000b\ud800c\udc00d\ud83d\ude00")).isEqualTo("ab\uFFFDc\uFFFDd\ud83d\ude00");
    }

    @ParameterizedTest
    @CsvSource({
        "it said hunter22 and t0ken-value, it said *** and ***",
        "postgres://me:pass@host/db, postgres://***:***@host/db",
        "'Authorization: Bearer abc.def', 'Authorization: Bearer ***'",
        "'{\"client_secret\": \"abc\", \"n\": 1}', '{\"client_secret\": \"***\", \"n\": 1}'",
        "curl -d password=abc&x=1, curl -d password=***&x=1",
        "HOME is /home/me, HOME is /home/me",
    })
    void secretsAreReplacedWhereverTheyStand(String said, String stored) {
        assertThat(text.error(said)).isEqualTo(stored);
    }

    @Test
    void textIsCappedByBytesWithoutCuttingACharacter() {
        String stored = Objects.requireNonNull(text.error("é".repeat(10_000)));

        assertThat(stored.getBytes(StandardCharsets.UTF_8).length).isLessThan(LedgerText.MAX_ERROR_BYTES + 60);
        assertThat(stored).startsWith("éééé").endsWith("bytes left out").doesNotContain("\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "password", "a:", "://a:", "secret ", "authorization ", "-_", "token=\""})
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void megabytesOfAnythingAreDoneInNoTime(String word) {
        assertThat(text.output(word.repeat(10_000_000 / word.length()))).isNotNull();
    }
}
