package dev.jobrunner.worker.poll;

import java.time.Duration;
import java.util.Optional;
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
    private final Claims claims;
    private final Progress progress;
    private final Optional<DueListener> listener;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "poll");
    private volatile boolean stopped;
    private boolean failing;

    /** @param listener wakes this loop when a task becomes due; without it, the poll finds it a little later */
    PollLoop(Poll poll, Claims claims, Progress progress, Optional<DueListener> listener) {
        this.poll = poll;
        this.claims = claims;
        this.progress = progress;
        this.listener = listener;
        thread.setDaemon(true);
    }

    public void start() {
        progress.mark();
        thread.start();
        listener.ifPresent(each -> each.start(this::wake));
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
        listener.ifPresent(DueListener::stop);
        claims.close();
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
        boolean woken = true;
        while (!stopped) {
            progress.mark();
            woken = await(turn(woken));
        }
        progress.finish();
    }

    private Duration turn(boolean woken) {
        try {
            wake.drainPermits();
            Duration delay = poll.turn(woken);
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

    /** @return whether a wish for another look ended the wait */
    private boolean await(Duration delay) {
        long end = System.nanoTime() + delay.toNanos();
        try {
            for (long left = delay.toNanos(); left > 0 && !stopped; left = end - System.nanoTime()) {
                if (wake.tryAcquire(Math.min(left, SLICE.toNanos()), TimeUnit.NANOSECONDS)) {
                    return true;
                }
                progress.mark();
            }
        } catch (InterruptedException e) {
            log.warn("The poll thread was interrupted; it goes on");
        }
        return false;
    }
}
