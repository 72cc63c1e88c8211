package dev.jobrunner.worker.handler.http;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signs requests by the Standard Webhooks scheme, so that a receiver knows that they come from this runner. */
final class Signer {

    private static final String PREFIX = "whsec_";

    /** Standard Webhooks asks for 24 to 64 bytes; a longer key does no harm. */
    private static final int SHORTEST_KEY_BYTES = 24;

    private final Webhook webhook;
    private final Clock clock;

    private Signer(Webhook webhook, Clock clock) {
        this.webhook = webhook;
        this.clock = clock;
    }

    /**
     * A signer with the given secret. With {@code whsec_} it must be base64; without it, it is base64 if it can be read
     * as such, because that is how the Standard Webhooks libraries of the receivers read it, and plain text otherwise.
     *
     * @throws IllegalArgumentException if the secret cannot be used; the message does not show it
     */
    static Signer of(String secret, Clock clock) {
        byte[] key = key(secret.strip());
        if (key.length < SHORTEST_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "WEBHOOK_SECRET is a key of %d bytes; at least %d are needed, such as the output of: openssl rand -base64 32"
                            .formatted(key.length, SHORTEST_KEY_BYTES));
        }
        try {
            return new Signer(new Webhook(key), clock);
        } catch (EmptyWebhookSecretException e) {
            throw new IllegalArgumentException("WEBHOOK_SECRET is empty", e);
        }
    }

    /** The headers that sign a message with this id and body. */
    Map<String, String> sign(String id, String body) {
        long timestamp = clock.instant().getEpochSecond();
        try {
            return Map.of(
                    Webhook.UNBRANDED_MSG_ID_KEY, id,
                    Webhook.UNBRANDED_MSG_TIMESTAMP_KEY, Long.toString(timestamp),
                    Webhook.UNBRANDED_MSG_SIGNATURE_KEY, webhook.sign(id, timestamp, body));
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA256 to sign a call with", e);
        }
    }

    private static byte[] key(String secret) {
        boolean mustBeBase64 = secret.startsWith(PREFIX);
        byte @Nullable [] decoded = decoded(mustBeBase64 ? secret.substring(PREFIX.length()) : secret);
        if (decoded != null) {
            return decoded;
        }
        if (mustBeBase64) {
            throw new IllegalArgumentException(
                    "WEBHOOK_SECRET begins with whsec_ but what follows is not base64; copy it again, or make one with:"
                            + " echo whsec_$(openssl rand -base64 32)");
        }
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
