package dev.jobrunner.worker.handler;

/** Text that PostgreSQL can store: no NUL, no surrogate without its partner. */
final class StorableText {

    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    static String of(CharSequence text) {
        return isStorable(text) ? text.toString() : repaired(text);
    }

    private static boolean isStorable(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static String repaired(CharSequence text) {
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

    private static boolean startsPair(CharSequence text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }
}
