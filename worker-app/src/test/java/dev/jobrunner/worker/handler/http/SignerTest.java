package dev.jobrunner.worker.handler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T00:00:00.9Z"), ZoneOffset.UTC);
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final String BASE64 = Base64.getEncoder().encodeToString(KEY);

    @Test
    void idTimestampAndBodyAreSigned() throws GeneralSecurityException {
        Map<String, String> headers = Signer.of("whsec_" + BASE64, CLOCK).sign("42", "{\"a\":\"é\"}");

        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "webhook-id", "42",
                        "webhook-timestamp", "1772323200",
                        "webhook-signature", "v1," + hmac(KEY, "42.1772323200.{\"a\":\"é\"}")));
    }

    @Test
    void base64NeedsNoPrefixAndMayEndInANewline() {
        assertThat(Signer.of(BASE64 + "\n", CLOCK).sign("1", "{}"))
                .isEqualTo(Signer.of("whsec_" + BASE64, CLOCK).sign("1", "{}"));
    }

    @Test
    void textThatIsNotBase64IsTheKeyItself() throws GeneralSecurityException {
        String secret = "correct horse battery staple!";

        assertThat(Signer.of(secret, CLOCK).sign("1", "{}"))
                .containsEntry(
                        "webhook-signature", "v1," + hmac(secret.getBytes(StandardCharsets.UTF_8), "1.1772323200.{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_", "whsec_not*base64", "hunter2!", "whsec_aHVudGVyMg==", "aHVudGVyMg=="})
    void aBrokenSecretIsRefusedWithoutShowingIt(String secret) {
        assertThatThrownBy(() -> Signer.of(secret, CLOCK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("WEBHOOK_SECRET ")
                .message()
                .doesNotContain("hunter2", "aHVu", "not*");
    }

    private static String hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
