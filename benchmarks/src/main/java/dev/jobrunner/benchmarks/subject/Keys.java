package dev.jobrunner.benchmarks.subject;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers for jobs, where the subject gives none itself. */
final class Keys {

    private static final AtomicLong LAST = new AtomicLong();

    private Keys() {}

    static long next() {
        return LAST.incrementAndGet();
    }
}
