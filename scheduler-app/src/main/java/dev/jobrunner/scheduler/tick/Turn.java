package dev.jobrunner.scheduler.tick;

import java.time.Duration;

/** One round of work that says when the next one should start. The loop that waits is elsewhere. */
@FunctionalInterface
public interface Turn {

    /**
     * @return how long to wait until the next turn; positive
     * @throws InterruptedException when the process is asked to end
     */
    Duration turn() throws InterruptedException;
}
