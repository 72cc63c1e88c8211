package dev.jobrunner.worker.handler;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Turns bytes into text before they meet those of other streams, so that a character is never torn apart. */
final class DecodingStream extends OutputStream {

    private static final int CHUNK = 8192;
    private static final int LONGEST_CHARACTER = 4;

    private final RunOutput output;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK + LONGEST_CHARACTER);
    private final CharBuffer characters = CharBuffer.allocate(CHUNK + LONGEST_CHARACTER);
    private boolean closed;

    DecodingStream(RunOutput output) {
        this.output = output;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        if (closed) {
            return;
        }
        for (int done = 0; done < length; ) {
            int step = Math.min(CHUNK, length - done);
            bytes.put(source, offset + done, step);
            done += step;
            decode(false);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            decode(true);
        }
    }

    private void decode(boolean last) {
        bytes.flip();
        decoder.decode(bytes, characters, last);
        if (last) {
            decoder.flush(characters);
        }
        bytes.compact();
        output.print(characters.flip());
        characters.clear();
    }
}
