package dev.jobrunner.core.insight;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run has printed, as far as it is kept. Positions are bytes of UTF-8 in all that was printed, so that they stay true
 * when the beginning of a live output is dropped, and when the run has ended and the ledger keeps head and tail: whoever
 * reads on from where it stopped misses nothing that is kept.
 *
 * @param live whether the run is going on and more may come
 * @param text as it is kept, with the line about what was left out
 * @param pieces what is kept, in order
 */
public record RunText(boolean live, String text, List<Piece> pieces) {

    /** The line that stands for what was left out, as the workers write it. */
    private static final Pattern LEFT_OUT = Pattern.compile("\\n\\[\\.\\.\\. (\\d{1,15}) bytes left out \\.\\.\\.]\\n");

    public RunText {
        pieces = List.copyOf(pieces);
    }

    static RunText ofLive(long firstByte, String text) {
        return new RunText(true, text, List.of(new Piece(firstByte, text.getBytes(StandardCharsets.UTF_8))));
    }

    static RunText ofEnded(String text) {
        List<Piece> pieces = new ArrayList<>();
        Matcher gap = LEFT_OUT.matcher(text);
        if (gap.find()) {
            Piece head = new Piece(0, text.substring(0, gap.start()).getBytes(StandardCharsets.UTF_8));
            pieces.add(head);
            pieces.add(new Piece(
                    head.end() + Long.parseLong(gap.group(1)),
                    text.substring(gap.end()).getBytes(StandardCharsets.UTF_8)));
        } else {
            pieces.add(new Piece(0, text.getBytes(StandardCharsets.UTF_8)));
        }
        return new RunText(false, text, pieces);
    }

    /** How many bytes have been printed, kept or not. */
    public long total() {
        return pieces.isEmpty() ? 0 : pieces.get(pieces.size() - 1).end();
    }

    /**
     * What is kept from a position on: at most one piece, and never a part of a character. It begins later than asked
     * where that is not kept, a little earlier where a character would be cut, and has at least one character.
     *
     * @param from position of the first byte; not negative
     * @param to position of the last byte wanted; not before {@code from}
     * @return empty if nothing is kept from there on (yet)
     */
    public Optional<Piece> read(long from, long to) {
        return pieces.stream()
                .filter(piece -> piece.end() > from && piece.bytes().length > 0)
                .findFirst()
                .map(piece -> piece.part(from, Math.max(to, from)));
    }

    /** Bytes that follow each other. */
    public static final class Piece {

        private final long first;
        private final byte[] bytes;

        Piece(long first, byte[] bytes) {
            this.first = first;
            this.bytes = bytes;
        }

        /** The position of the first byte. */
        public long first() {
            return first;
        }

        /** Not a copy: not to be changed. */
        public byte[] bytes() {
            return bytes;
        }

        /** The position behind the last byte. */
        public long end() {
            return first + bytes.length;
        }

        private Piece part(long from, long to) {
            int start = (int) Math.max(0, from - first);
            int end = (int) Math.max(start + 1, Math.min(bytes.length, to - first + 1));
            while (start > 0 && insideCharacter(start)) {
                start--;
            }
            int whole = end;
            while (whole > start && whole < bytes.length && insideCharacter(whole)) {
                whole--;
            }
            while (whole == start || (whole < bytes.length && insideCharacter(whole))) {
                whole++;
            }
            return new Piece(first + start, java.util.Arrays.copyOfRange(bytes, start, whole));
        }

        private boolean insideCharacter(int position) {
            return (bytes[position] & 0xC0) == 0x80;
        }
    }
}
