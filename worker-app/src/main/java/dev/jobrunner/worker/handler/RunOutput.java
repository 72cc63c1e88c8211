package dev.jobrunner.worker.handler;

import dev.jobrunner.core.text.StorableText;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * What a run prints, within a limit: the first quarter and the last three quarters of the limit are kept, with a line
 * in between that says how many bytes were left out. Safe to write and read from several threads at once. The text
 * has no NUL and no broken surrogate, so that a PostgreSQL {@code text} column takes it.
 */
public final class RunOutput {

    /** 64 KiB. */
    public static final int DEFAULT_LIMIT_BYTES = 64 * 1024;

    /** Below this the line about what was left out would not fit. */
    public static final int SMALLEST_LIMIT_BYTES = 1024;

    private final HeadAndTail kept;
    private final Consumer<String> listener;
    private boolean atLineStart = true;

    public RunOutput() {
        this(DEFAULT_LIMIT_BYTES);
    }

    /** @param limitBytes upper bound of what {@link #snapshot()} returns, in bytes of UTF-8 */
    public RunOutput(int limitBytes) {
        this(limitBytes, printed -> {});
    }

    /** @param listener gets each piece as it is printed, in order, on the thread that prints it; must not take long */
    public RunOutput(int limitBytes, Consumer<String> listener) {
        if (limitBytes < SMALLEST_LIMIT_BYTES) {
            throw new IllegalArgumentException("The limit of a run's output is at least %d bytes, but is %d"
                    .formatted(SMALLEST_LIMIT_BYTES, limitBytes));
        }
        this.kept = new HeadAndTail(limitBytes);
        this.listener = listener;
    }

    /** Appends the text as it is. */
    public synchronized void print(CharSequence text) {
        String storable = StorableText.of(text);
        if (!storable.isEmpty()) {
            kept.append(storable.getBytes(StandardCharsets.UTF_8));
            atLineStart = storable.charAt(storable.length() - 1) == '\n';
            listener.accept(storable);
        }
    }

    /** Appends a line of its own: a line that another writer has begun is ended first. */
    public synchronized void println(CharSequence line) {
        if (!atLineStart) {
            print("\n");
        }
        print(line + "\n");
    }

    /**
     * A new stream into this output. It expects UTF-8 and replaces what is not; several streams may be written at once
     * without tearing each other's characters. Closing it flushes a last broken character and nothing else.
     */
    public OutputStream stream() {
        return new DecodingStream(this);
    }

    /** Everything kept so far; may be called while the run goes on. Never longer than the limit in bytes of UTF-8. */
    public synchronized String snapshot() {
        return kept.text();
    }

    /** The last lines kept so far, without a line break at the end: at most so many lines and so many characters. */
    public String lastLines(int lines, int characters) {
        String text = snapshot().stripTrailing();
        int start = text.length();
        for (int found = 0; found < lines && start > 0; found++) {
            start = Math.max(0, text.lastIndexOf('\n', start - 1));
        }
        return StorableText.of(text.substring(Math.max(start, text.length() - characters)))
                .strip();
    }

    /** How many bytes were printed so far, kept or not. */
    public synchronized long totalBytes() {
        return kept.totalBytes();
    }
}
