package dev.jobrunner.worker.live;

import dev.jobrunner.core.text.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The last part of what one run has printed, without secrets: the copy of it that people watch. A secret that comes in two
 * pieces is not shown either: what may be the beginning of one waits for what follows. Safe for use by several threads.
 */
public final class LiveOutput {

    /** Most bytes that are shown of one run. */
    public static final int MOST_BYTES = 64 * 1024;

    /** Left after a cut, so that a run that prints much is not cut anew each time. */
    private static final int BYTES_AFTER_CUT = 48 * 1024;

    /** Most characters that wait; more is printed only faster than anybody could read it. */
    private static final int MOST_WAITING = 128 * 1024;

    private final Redactor redactor;
    private final StringBuilder waiting = new StringBuilder();
    private boolean midWord;
    private byte[] shown = new byte[0];
    private long firstByte;
    private long sentUntil = -1;

    public LiveOutput(Redactor redactor) {
        this.redactor = redactor;
    }

    /** @param text storable, the piece after the one before */
    public synchronized void printed(String text) {
        waiting.append(text);
        if (waiting.length() > MOST_WAITING) {
            leaveOut(waiting.length() - MOST_WAITING / 2);
        }
    }

    /**
     * What is new since the last piece that was sent, or all that is shown where the database cannot have the piece before.
     * Nothing is lost if it is not sent.
     */
    public synchronized Optional<Piece> next() {
        showSettled();
        long end = firstByte + shown.length;
        if (shown.length == 0 || end == sentUntil) {
            return Optional.empty();
        }
        long from = sentUntil < firstByte ? firstByte : sentUntil;
        String text = new String(shown, (int) (from - firstByte), (int) (end - from), StandardCharsets.UTF_8);
        return Optional.of(new Piece(from, text, end));
    }

    /** The database has that piece. */
    public synchronized void sent(Piece piece) {
        sentUntil = piece.end();
    }

    /** Nobody knows what the database has: the next piece is all that is shown. */
    public synchronized void unsure() {
        sentUntil = -1;
    }

    private void showSettled() {
        if (midWord) {
            skipWord();
        }
        String text = waiting.toString();
        int settled = redactor.settledLength(text);
        if (settled > 0) {
            append(redactor.redact(text.substring(0, settled)).getBytes(StandardCharsets.UTF_8));
            waiting.delete(0, settled);
        }
    }

    private void append(byte[] piece) {
        byte[] all = new byte[shown.length + piece.length];
        System.arraycopy(shown, 0, all, 0, shown.length);
        System.arraycopy(piece, 0, all, shown.length, piece.length);
        int cut = all.length <= MOST_BYTES ? 0 : startOfLine(all, all.length - BYTES_AFTER_CUT);
        shown = Arrays.copyOfRange(all, cut, all.length);
        firstByte += cut;
        if (cut > 0) {
            sentUntil = -1; // the row is to lose its beginning too
        }
    }

    /** The next line that begins not before {@code from}; the next character if no line does. */
    private static int startOfLine(byte[] utf8, int from) {
        for (int i = from; i < utf8.length - 1; i++) {
            if (utf8[i] == '\n') {
                return i + 1;
            }
        }
        int start = from;
        while (start < utf8.length && (utf8[start] & 0xC0) == 0x80) {
            start++;
        }
        return start;
    }

    /** Leaves out the oldest of what waits, and all that was shown before it, since what is shown has no gaps. */
    private void leaveOut(int characters) {
        firstByte += shown.length + utf8Length(waiting.substring(0, characters));
        shown = new byte[0];
        sentUntil = -1;
        waiting.delete(0, characters);
        midWord = true;
        skipWord();
    }

    /** What follows a cut may be the second half of a secret: it ends with the line, or with the word of an endless line. */
    private void skipWord() {
        int end = waiting.indexOf("\n");
        for (int i = 0; end < 0 && i < waiting.length(); i++) {
            end = Character.isWhitespace(waiting.charAt(i)) ? i : -1;
        }
        int skipped = end < 0 ? waiting.length() : end + 1;
        firstByte += utf8Length(waiting.substring(0, skipped));
        waiting.delete(0, skipped);
        midWord = end < 0;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * A part of the output.
     *
     * @param firstByte where it begins in all that is shown of the run, in bytes of UTF-8
     * @param end where it ends
     */
    public record Piece(long firstByte, String text, long end) {}
}
