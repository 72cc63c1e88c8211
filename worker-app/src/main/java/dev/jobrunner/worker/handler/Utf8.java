package dev.jobrunner.worker.handler;

/** Where whole characters begin and end in a cut piece of valid UTF-8. */
final class Utf8 {

    private Utf8() {}

    /** Index after the last whole character: what follows it is the start of a character that was cut off. */
    static int endOfWholeCharacters(byte[] utf8) {
        int start = utf8.length - 1;
        while (start >= 0 && isContinuation(utf8[start])) {
            start--;
        }
        if (start < 0) {
            return utf8.length;
        }
        return start + lengthOfCharacter(utf8[start]) > utf8.length ? start : utf8.length;
    }

    /** Index of the first whole character: what precedes it is the end of a character that was cut off. */
    static int startOfWholeCharacters(byte[] utf8) {
        int start = 0;
        while (start < utf8.length && isContinuation(utf8[start])) {
            start++;
        }
        return start;
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }

    private static int lengthOfCharacter(byte first) {
        if ((first & 0x80) == 0) {
            return 1;
        }
        return (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : 4;
    }
}
