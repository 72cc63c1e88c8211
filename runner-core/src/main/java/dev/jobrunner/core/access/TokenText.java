package dev.jobrunner.core.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** The text of a token: a mark that secret scanners can look for, and 32 random bytes. */
final class TokenText {

    private static final String MARK = "pjr_";
    private static final int BYTES = 32;
    private static final int SHOWN = 10;
    private static final Pattern FORM = Pattern.compile(MARK + "[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private TokenText() {}

    static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether it could be a token; spares the database most of what is sent by mistake. */
    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    static String prefix(String text) {
        return text.substring(0, SHOWN);
    }

    static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
