package dev.jobrunner.worker;

import dev.jobrunner.worker.execute.ProcessEnd;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process through its shutdown hooks, which hand the other runs back, and without them if they take too long. */
final class OrderlyExit implements ProcessEnd {

    private static final Logger log = LoggerFactory.getLogger(OrderlyExit.class);

    private static final long LONGEST_SECONDS = 4;

    private final AtomicBoolean ending = new AtomicBoolean();

    /** Whether the end is a matter of seconds: no grace for the other runs then. */
    boolean isEnding() {
        return ending.get();
    }

    @Override
    public void because(String reason) {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        log.error("Ending this worker: {}", reason);
        new Thread(() -> System.exit(1), "exit").start();
        Thread last = new Thread(OrderlyExit::haltLater, "halt");
        last.setDaemon(true);
        last.start();
    }

    private static void haltLater() {
        try {
            TimeUnit.SECONDS.sleep(LONGEST_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
