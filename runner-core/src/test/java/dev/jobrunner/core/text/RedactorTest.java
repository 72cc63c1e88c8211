package dev.jobrunner.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

    private final Redactor redactor = new Redactor(List.of("blue horse battery", "BEGIN\nKEY\nEND", "#hunter22"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect to postgres://me:hunter22@db/x now\n",
                "Authorization: Bearer hunter22 and more\n",
                "the authorization :\n hunter22\n",
                "password=hunter22\nnext\n",
                "api_key: hunter22\n",
                "{\"client_secret_x\" : \"hunter22\", \"a\": 1}\n",
                "it is blue horse battery\nBEGIN\nKEY\nEND #hunter22 end\n",
                "..... 50% #### password hunter21 done\n",
            })
    void whatComesInPiecesShowsNoMoreThanTheWhole(String text) {
        String whole = redactor.redact(text);
        Random dice = new Random(20261124);
        for (int round = 0; round < 500; round++) {
            String waiting = "";
            StringBuilder shown = new StringBuilder();
            for (int from = 0; from < text.length(); ) {
                int to = Math.min(text.length(), from + 1 + dice.nextInt(6));
                waiting += text.substring(from, to);
                from = to;
                int settled = redactor.settledLength(waiting);
                shown.append(redactor.redact(waiting.substring(0, settled)));
                waiting = waiting.substring(settled);
            }
            assertThat(shown + redactor.redact(waiting)).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'one two '          | 8",
                "'one two'           | 4",
                "'10 % ....'         | 9",
                "'the token '        | 4",
                "'the password = '   | 4",
                "'the password = x ' | 17",
                "'a blue horse '     | 2",
                "'a BEGIN'           | 2",
                "''                  | 0",
            })
    void whatMayBeTheBeginningOfASecretWaits(String text, int settled) {
        assertThat(redactor.settledLength(text)).isEqualTo(settled);
    }

    @Test
    void aLongWordCostsLittle() {
        assertThat(redactor.settledLength("x".repeat(200_000))).isZero();
        assertThat(redactor.settledLength("token".repeat(40_000) + " ")).isZero();
    }
}
