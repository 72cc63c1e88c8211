package dev.jobrunner.worker.thread;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that say in a dump what they are for. */
public final class NamedThreads {

    private NamedThreads() {}

    /** Daemon threads named {@code purpose-1}, {@code purpose-2}, … */
    public static ThreadFactory of(String purpose) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, purpose + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
