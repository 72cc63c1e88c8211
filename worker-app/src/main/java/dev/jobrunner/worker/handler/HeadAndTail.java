package dev.jobrunner.worker.handler;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first and the last bytes of a text of any length, in bounded memory. Not thread-safe. */
final class HeadAndTail {

    private static final int ROOM_FOR_NOTE = 128;

    private final int headLimit;
    private final int tailLimit;
    private byte[] head = new byte[0];
    private byte[] tail = new byte[0];
    private int tailNext;
    private long total;

    HeadAndTail(int limitBytes) {
        int usable = limitBytes - ROOM_FOR_NOTE;
        this.headLimit = usable / 4;
        this.tailLimit = usable - headLimit;
    }

    void append(byte[] utf8) {
        int toHead = Math.min(headLimit - head.length, utf8.length);
        if (toHead > 0) {
            int before = head.length;
            head = Arrays.copyOf(head, before + toHead);
            System.arraycopy(utf8, 0, head, before, toHead);
        }
        total += utf8.length;
        appendToTail(utf8, toHead);
    }

    long totalBytes() {
        return total;
    }

    String text() {
        long leftOut = total - head.length - tailLength();
        byte[] last = lastBytes();
        if (leftOut == 0) {
            byte[] all = Arrays.copyOf(head, head.length + last.length);
            System.arraycopy(last, 0, all, head.length, last.length);
            return new String(all, StandardCharsets.UTF_8);
        }
        int headEnd = Utf8.endOfWholeCharacters(head);
        int tailStart = Utf8.startOfWholeCharacters(last);
        leftOut += head.length - headEnd + tailStart;
        return new String(head, 0, headEnd, StandardCharsets.UTF_8)
                + "\n[... " + leftOut + " bytes left out ...]\n"
                + new String(last, tailStart, last.length - tailStart, StandardCharsets.UTF_8);
    }

    private void appendToTail(byte[] source, int from) {
        int skip = Math.max(from, source.length - tailLimit);
        if (skip > from) {
            tailNext = 0;
        }
        int length = source.length - skip;
        if (length == 0) {
            return;
        }
        if (tail.length < tailLimit) {
            tail = Arrays.copyOf(tail, tailLimit);
        }
        int first = Math.min(length, tailLimit - tailNext);
        System.arraycopy(source, skip, tail, tailNext, first);
        System.arraycopy(source, skip + first, tail, 0, length - first);
        tailNext = (tailNext + length) % tailLimit;
    }

    private int tailLength() {
        return (int) Math.min(tailLimit, total - head.length);
    }

    private byte[] lastBytes() {
        int length = tailLength();
        if (length < tailLimit) {
            return Arrays.copyOf(tail, length);
        }
        byte[] last = new byte[length];
        System.arraycopy(tail, tailNext, last, 0, tailLimit - tailNext);
        System.arraycopy(tail, 0, last, tailLimit - tailNext, tailNext);
        return last;
    }
}
