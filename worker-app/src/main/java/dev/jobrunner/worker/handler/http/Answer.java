package dev.jobrunner.worker.handler.http;

import dev.jobrunner.worker.handler.RunOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The body of an answer, however long: it goes to the run's output, which has a limit, and its beginning is kept. */
final class Answer {

    private static final int BEGINNING_BYTES = 500;

    private final OutputStream sink;
    private final ByteBuffer beginning = ByteBuffer.allocate(BEGINNING_BYTES);

    Answer(RunOutput output) {
        this.sink = output.stream();
    }

    BodyHandler<Void> handler() {
        return BodyHandlers.ofByteArrayConsumer(this::take);
    }

    /** The first bytes as one line of text. */
    synchronized String beginning() {
        return new String(beginning.array(), 0, beginning.position(), StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ")
                .strip();
    }

    private synchronized void take(Optional<byte[]> bytes) {
        try {
            if (bytes.isEmpty()) {
                sink.close();
                return;
            }
            sink.write(bytes.get());
            beginning.put(bytes.get(), 0, Math.min(bytes.get().length, beginning.remaining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
