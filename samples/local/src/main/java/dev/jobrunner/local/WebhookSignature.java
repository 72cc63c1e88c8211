package dev.jobrunner.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The receiver's half of the Standard Webhooks scheme: HMAC-SHA256 over id, time and body. */
final class WebhookSignature {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final byte[] key;

    private WebhookSignature(byte[] key) {
        this.key = key;
    }

    /** {@code secret} is {@code whsec_} and Base64, or Base64 alone, or any other text, which then is the key itself. */
    static WebhookSignature of(String secret) {
        boolean marked = secret.startsWith(PREFIX);
        try {
            return new WebhookSignature(
                    Base64.getDecoder().decode(marked ? secret.substring(PREFIX.length()) : secret));
        } catch (IllegalArgumentException e) {
            if (marked) {
                throw new IllegalArgumentException(
                        "WEBHOOK_SECRET begins with whsec_ but what follows is not Base64", e);
            }
            return new WebhookSignature(secret.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Says whether the message is genuine and fresh.
     *
     * @param timestamp seconds since 1970, as the sender wrote them
     * @param signatures one or more {@code v1,BASE64}, apart by blanks
     */
    boolean accepts(String id, String timestamp, String signatures, byte[] body, Instant now) {
        if (!fresh(timestamp, now)) {
            return false;
        }
        byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac(id, timestamp, body)))
                .getBytes(StandardCharsets.US_ASCII);
        boolean accepted = false;
        for (String signature : signatures.split(" ", -1)) {
            accepted |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.US_ASCII));
        }
        return accepted;
    }

    private static boolean fresh(String timestamp, Instant now) {
        try {
            Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(sent, now).abs().compareTo(TOLERANCE) <= 0;
        } catch (NumberFormatException | DateTimeException e) {
            return false;
        }
    }

    private byte[] mac(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java runtime", e);
        }
    }
}
