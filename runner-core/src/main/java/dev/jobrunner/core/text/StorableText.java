package dev.jobrunner.core.text;

import java.nio.charset.StandardCharsets;

/** Text that PostgreSQL can store: no NUL, no surrogate without its partner. */
public final class StorableText {

    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /** The text without NUL characters and with U+FFFD in place of each surrogate that lacks its partner. */
    public static String of(CharSequence text) {
        StringBuilder storable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                if (c != 0) {
                    storable.append(c);
                }
            } else if (startsPair(text, i)) {
                storable.append(c).append(text.charAt(++i));
            } else {
                storable.append(REPLACEMENT);
            }
        }
        return storable.toString();
    }

    /**
     * The text, or as much of its beginning as fits into {@code maxBytes} of UTF-8 with a last line that says how much
     * was left out. Never cuts a character in two.
     */
    public static String capped(String text, int maxBytes) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= maxBytes) {
            return text;
        }
        int end = maxBytes;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + "\n… " + (bytes.length - end) + " bytes left out";
    }

    private static boolean startsPair(CharSequence text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }
}
