package dev.jobrunner.worker.thread;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing again and again on a thread of its own; an exception in one turn is logged, and the next turn comes as usual. */
public final class Repeating {

    private static final Logger log = LoggerFactory.getLogger(Repeating.class);

    private final String name;
    private final Duration interval;
    private final Runnable turn;
    private final ScheduledExecutorService thread;

    public Repeating(String name, Duration interval, Runnable turn) {
        this.name = name;
        this.interval = interval;
        this.turn = turn;
        this.thread = Executors.newSingleThreadScheduledExecutor(NamedThreads.of(name));
    }

    /** The first turn comes after one interval. */
    public void start() {
        ScheduledFuture<?> unused =
                thread.scheduleAtFixedRate(this::survive, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** No turn starts any more; one that is going on is interrupted. */
    public void stop() {
        thread.shutdownNow();
    }

    private void survive() {
        try {
            turn.run();
        } catch (RuntimeException e) {
            log.error("A turn of '{}' failed; the next one comes in {} ms", name, interval.toMillis(), e);
        }
    }
}
