package dev.jobrunner.core.task;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a task when one that it runs after will not succeed: it is disabled, cancelled, skipped or deleted. */
public enum AfterFailed {
    /** It waits on: somebody may reset the other one, or run this one all the same. */
    WAIT,
    /** It ends without having run, and the ledger says why. */
    SKIP,
    /** It runs as soon as none of them can become anything else any more by itself. */
    RUN;

    /** As requests, commands and the column spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty if it is none of the words. */
    public static Optional<AfterFailed> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
