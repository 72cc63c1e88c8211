package dev.jobrunner.faults.harness;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Which statements' answers are lost: every {@code nth} of those that contain the marker. */
record Swallow(String marker, int nth, AtomicInteger seen) {

    static final Swallow NOTHING = new Swallow("", Integer.MAX_VALUE);

    Swallow(String marker, int nth) {
        this(marker, nth, new AtomicInteger());
    }

    boolean applies(byte[] bytes, int length) {
        return !marker.isEmpty()
                && new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains(marker)
                && seen.incrementAndGet() % nth == 0;
    }
}
