package dev.jobrunner.core.taskset;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a task of the set that the file names no more. */
public enum Prune {
    /** No new run starts; it stays one of the set. */
    PAUSE,
    /** It goes, the ledger of its runs stays. */
    DELETE,
    /** It stays as it is, and is nobody's. */
    RELEASE;

    /** What may be asked for, for messages. */
    public static final String WORDS = "pause, delete or release";

    /** As commands and requests spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for a word that is none. */
    public static Optional<Prune> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
