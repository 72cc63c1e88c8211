package dev.jobrunner.worker.poll;

import dev.jobrunner.core.queue.Settled;
import dev.jobrunner.core.queue.TaskQueue;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands back claims whose answer was lost with their connection: this worker beats on, so nobody else would take them
 * before the lock timeout. The server may commit such a claim some time after its client has given up, hence the watch
 * after each failure and the regular look besides.
 */
final class ClaimSweep {

    private static final Logger log = LoggerFactory.getLogger(ClaimSweep.class);

    private static final long REGULARLY = Duration.ofSeconds(30).toNanos();

    /** Longer than a statement can go on at the server after its client is gone. */
    private static final long WATCH = Duration.ofSeconds(60).toNanos();

    private final TaskQueue queue;
    private final String workerId;
    private long lastFailure;
    private long lastSweep = System.nanoTime();
    private boolean watching;
    private boolean mayHold = true;

    ClaimSweep(TaskQueue queue, String workerId) {
        this.queue = queue;
        this.workerId = workerId;
    }

    /** A claim has brought something. */
    void claimed() {
        mayHold = true;
    }

    /** A claim ended without an answer. */
    void claimFailed() {
        watching = true;
        lastFailure = System.nanoTime();
    }

    /**
     * Sweeps if it is time to, and this worker may hold anything. On the thread that claims, and only there.
     *
     * @param held the tokens that this worker knows of
     */
    void sweep(Collection<UUID> held) {
        long now = System.nanoTime();
        watching = watching && now - lastFailure < WATCH;
        if (!watching && (!mayHold || now - lastSweep < REGULARLY)) {
            return;
        }
        lastSweep = now;
        mayHold = !held.isEmpty();
        for (Settled task : queue.handBackUnknown(workerId, held)) {
            log.warn("Handed back {}: the answer to its claim never arrived", task.label());
        }
    }
}
