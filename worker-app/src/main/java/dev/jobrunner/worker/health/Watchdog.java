package dev.jobrunner.worker.health;

import dev.jobrunner.worker.poll.PollLoop;
import dev.jobrunner.worker.thread.Repeating;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process when the poll loop has stopped moving; whatever runs it starts a new one. */
public final class Watchdog {

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** Longer than any statement can take before its connection is given up. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final PollLoop loop;
    private final Runnable end;
    private final Repeating checks = new Repeating("watchdog", Duration.ofSeconds(1), this::check);

    Watchdog(PollLoop loop, Runnable end) {
        this.loop = loop;
        this.end = end;
    }

    public void start() {
        checks.start();
    }

    public void stop() {
        checks.stop();
    }

    void check() {
        Duration age = loop.progress().age();
        if (age.compareTo(LIMIT) > 0) {
            log.error(
                    "The poll loop has not moved for {} s: this process ends, so that a new one can take over",
                    age.toSeconds());
            end.run();
        }
    }
}
