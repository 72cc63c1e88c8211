package dev.jobrunner.scheduler.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Knows one password as a keyed hash under a key of this process, and compares in constant time. Fast on purpose: the
 * password stands in this process's environment anyway and the hash is stored nowhere, so a slow hash would protect nothing
 * and cost 100 ms on each call with Basic; guessing over the network is the throttle's affair.
 */
final class PasswordCheck {

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key = new byte[32];
    private final byte[] known;

    PasswordCheck(String password) {
        new SecureRandom().nextBytes(key);
        this.known = hash(password);
    }

    boolean accepts(String password) {
        return MessageDigest.isEqual(known, hash(password));
    }

    private byte[] hash(String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
