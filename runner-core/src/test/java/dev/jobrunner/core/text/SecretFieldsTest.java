package dev.jobrunner.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFieldsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "dbPassword",
                "PASSWD",
                "client_secret",
                "token",
                "refresh-token",
                "api_key",
                "apikey",
                "X-Api-Key",
                "Authorization",
                "aws_credentials",
                "private_key",
                "accessKeyId"
            })
    void valueOfASecretKeyIsHidden(String key) {
        assertThat(SecretFields.hide("{\"" + key + "\": \"abc\", \"n\": 1}"))
                .isEqualTo("{\"" + key + "\":\"•••\",\"n\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":{\"b\":[{\"token\":\"x\"}]}}    | {\"a\":{\"b\":[{\"token\":\"•••\"}]}}",
                "[[{\"secret\":1},{\"n\":2}]]           | [[{\"secret\":\"•••\"},{\"n\":2}]]",
                "{\"credentials\":{\"user\":\"u\"}}     | {\"credentials\":\"•••\"}",
                "{\"passwords\":[\"a\",\"b\"]}          | {\"passwords\":\"•••\"}",
                "{\"token\":null,\"secret\":\"\"}       | {\"token\":null,\"secret\":\"•••\"}",
                "{\"token\":1,\"big\":12345678901234567890123.4500} | {\"token\":\"•••\",\"big\":12345678901234567890123.4500}",
            })
    void secretsAreHiddenAtAnyDepthAndTheRestStaysAsItWas(String json, String shown) {
        assertThat(SecretFields.hide(json)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ \"n\" : 1.50,  \"keyboard\": \"token\" }", "[]", "\"password\"", "1e400", "null"})
    void jsonWithoutASecretFieldIsReturnedAsItIs(String json) {
        assertThat(SecretFields.hide(json)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"password\": \"abc\", | {\"password\": \"***\",",
                "{\"token\": \"abc\"} x  | {\"token\": \"***\"} x",
                "not JSON at all         | not JSON at all",
                "''                      | ''",
            })
    void whatIsNotJsonIsRedactedByItsLook(String text, String shown) {
        assertThat(SecretFields.hide(text)).isEqualTo(shown);
    }

    @Test
    void nestingWithoutEndIsNotFollowed() {
        String deep = "[".repeat(100_000) + "{\"password\": \"abc\"}";

        assertThat(SecretFields.hide(deep)).endsWith("{\"password\": \"***\"}");
    }
}
