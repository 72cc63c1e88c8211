package dev.jobrunner.worker.poll;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Polls until it is stopped, whatever happens. */
public final class PollLoop {

    private static final Logger log = LoggerFactory.getLogger(PollLoop.class);

    /** The loop shows life at least this often, however long the poll interval is. */
    private static final Duration SLICE = Duration.ofSeconds(5);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Poll poll;
    private final Progress progress;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "poll");
    private volatile boolean stopped;
    private boolean failing;

    PollLoop(Poll poll, Progress progress) {
        this.poll = poll;
        this.progress = progress;
        thread.setDaemon(true);
    }

    public void start() {
        progress.mark();
        thread.start();
    }

    /** Another look at once; many wishes are one. */
    public void wake() {
        wake.release();
    }

    /**
     * No claim starts from now on. What a claim on its way brings is handed back before this returns, unless it takes
     * longer than {@code atMost}: then it is handed back whenever it comes.
     */
    public void stop(Duration atMost) throws InterruptedException {
        stopped = true;
        poll.close();
        wake();
        thread.join(Math.max(1, atMost.toMillis())); // 0 would be for ever
        if (thread.isAlive()) {
            log.warn("A claim is still on its way after {} ms; the shutdown goes on without it", atMost.toMillis());
        }
    }

    /** How long ago the loop last showed life. */
    public Progress progress() {
        return progress;
    }

    private void run() {
        while (!stopped) {
            progress.mark();
            await(turn());
        }
        progress.finish();
    }

    private Duration turn() {
        try {
            wake.drainPermits();
            Duration delay = poll.turn();
            if (failing) {
                log.info("Claiming again");
            }
            failing = false;
            return delay;
        } catch (DataAccessException e) {
            if (!failing) {
                log.warn(
                        "Cannot claim, trying again every {} ms: {}",
                        AFTER_FAILURE.toMillis(),
                        e.getMostSpecificCause().getMessage());
            }
            failing = true;
        } catch (RuntimeException e) {
            log.error("A poll failed; the next one comes in {} ms", AFTER_FAILURE.toMillis(), e);
        }
        return AFTER_FAILURE;
    }

    private void await(Duration delay) {
        long end = System.nanoTime() + delay.toNanos();
        try {
            for (long left = delay.toNanos(); left > 0 && !stopped; left = end - System.nanoTime()) {
                if (wake.tryAcquire(Math.min(left, SLICE.toNanos()), TimeUnit.NANOSECONDS)) {
                    return;
                }
                progress.mark();
            }
        } catch (InterruptedException e) {
            log.warn("The poll thread was interrupted; it goes on");
        }
    }
}
