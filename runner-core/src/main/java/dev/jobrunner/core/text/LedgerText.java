package dev.jobrunner.core.text;

import org.jspecify.annotations.Nullable;

/** What errors and outputs become before they are stored: storable, without secrets, capped by bytes. */
public final class LedgerText {

    /** Most bytes of an error message in the ledger. */
    public static final int MAX_ERROR_BYTES = 8 * 1024;

    /** Most bytes of an output in the ledger, whatever a worker is set to keep. */
    public static final int MAX_OUTPUT_BYTES = 1_100_000;

    private final Redactor redactor;

    public LedgerText(Redactor redactor) {
        this.redactor = redactor;
    }

    /** Null stays null: a run without an error has no message. */
    public @Nullable String error(@Nullable String message) {
        return message == null ? null : prepared(message, MAX_ERROR_BYTES);
    }

    /** Null for a run that printed nothing. */
    public @Nullable String output(String output) {
        return output.isEmpty() ? null : prepared(output, MAX_OUTPUT_BYTES);
    }

    /** Cut before and after: a pattern must not have to walk through megabytes, and a replacement may lengthen the text. */
    private String prepared(String text, int maxBytes) {
        String storable = StorableText.of(text.length() <= 4 * maxBytes ? text : text.substring(0, 4 * maxBytes));
        return StorableText.capped(redactor.redact(storable), maxBytes);
    }
}
