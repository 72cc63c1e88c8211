package dev.jobrunner.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookReceiverTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final byte[] KEY = "a key of this test, 32 bytes ...".getBytes(StandardCharsets.US_ASCII);
    private static final String BODY = "{\"event\": \"pipeline.ran\"}";

    @TempDir
    private Path folder;

    private Path deliveries;
    private URI address;

    @BeforeEach
    void start() throws IOException {
        deliveries = folder.resolve("deliveries.jsonl");
        String secret = "whsec_" + Base64.getEncoder().encodeToString(KEY);
        WebhookReceiver receiver =
                new WebhookReceiver(WebhookSignature.of(secret), deliveries, Clock.fixed(NOW, ZoneOffset.UTC));
        address = URI.create("http://127.0.0.1:" + receiver.start() + "/deliveries");
    }

    @Test
    void aGenuineDeliveryIsKept() throws Exception {
        assertThat(post("msg_1", NOW, signature("msg_1", NOW, BODY), BODY)).isEqualTo(200);

        assertThat(deliveries)
                .content()
                .isEqualToIgnoringNewLines(
                        "{\"received_at\":\"2026-11-24T12:00:00Z\",\"webhook_id\":\"msg_1\",\"body\":" + BODY + "}");
    }

    @Test
    void aRepeatedDeliveryIsAnsweredButKeptOnce() throws Exception {
        post("msg_1", NOW, signature("msg_1", NOW, BODY), BODY);

        assertThat(post("msg_1", NOW, signature("msg_1", NOW, BODY), BODY)).isEqualTo(200);
        assertThat(deliveries).content().hasLineCount(1);
    }

    @Test
    void aChangedBodyIsRefused() throws Exception {
        assertThat(post("msg_1", NOW, signature("msg_1", NOW, BODY), BODY + " "))
                .isEqualTo(401);
        assertThat(deliveries).doesNotExist();
    }

    @Test
    void anOldDeliveryIsRefusedThoughItsSignatureIsRight() throws Exception {
        Instant old = NOW.minus(Duration.ofMinutes(5)).minusSeconds(1);

        assertThat(post("msg_1", old, signature("msg_1", old, BODY), BODY)).isEqualTo(401);
    }

    @Test
    void oneRightSignatureAmongSeveralIsEnough() throws Exception {
        String rotated = "v1,AAAA " + signature("msg_1", NOW, BODY);

        assertThat(post("msg_1", NOW, rotated, BODY)).isEqualTo(200);
    }

    private int post(String id, Instant time, String signature, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(time.getEpochSecond()))
                .header("webhook-signature", signature)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String signature(String id, Instant time, String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        byte[] signed = (id + "." + time.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
    }
}
