package dev.jobrunner.worker.poll;

import dev.jobrunner.core.fleet.HeldLock;
import dev.jobrunner.core.queue.Claim;
import dev.jobrunner.core.queue.ClaimRequest;
import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.Refill;
import dev.jobrunner.core.queue.RunEnd;
import dev.jobrunner.core.queue.Settled;
import dev.jobrunner.core.queue.TaskQueue;
import dev.jobrunner.core.task.TaskType;
import dev.jobrunner.worker.execute.TaskPool;
import dev.jobrunner.worker.fleet.Heartbeat;
import dev.jobrunner.worker.poll.Poll.PollSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * All claims of this worker, one at a time: what a claim on its way brings is known to nobody yet, and the sweep would take it for lost.
 * A claim comes from the loop that polls, or goes along with ends of runs.
 */
final class Claims {

    /** After a claim that failed, ends go alone: they must not suffer from what is wrong with claiming. */
    private static final long ALONE_AFTER_FAILURE = Duration.ofSeconds(5).toNanos();

    private final TaskQueue queue;
    private final TaskPool pool;
    private final Heartbeat heartbeat;
    private final PollSettings settings;
    private final ClaimSweep sweep;
    private final ReentrantLock one = new ReentrantLock();
    private final Set<UUID> refilled = ConcurrentHashMap.newKeySet();
    /** The last claim of the loop filled all slots, so that there is probably more. */
    private volatile boolean hungry;

    private volatile long aloneUntil = System.nanoTime();
    private volatile boolean closed;

    Claims(TaskQueue queue, TaskPool pool, Heartbeat heartbeat, PollSettings settings) {
        this.queue = queue;
        this.pool = pool;
        this.heartbeat = heartbeat;
        this.settings = settings;
        this.sweep = new ClaimSweep(queue, settings.workerId());
    }

    /** From now on nothing is started any more; what a claim on its way still brings is handed back. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether a slot that becomes free is worth a claim at once; else only a type that is below its limit again is. */
    boolean isHungry() {
        return hungry;
    }

    /** Whether the run of this task has been settled together with a claim that found another one for its place. Asked once. */
    boolean hasRefilled(ClaimedTask task) {
        return refilled.remove(task.token());
    }

    /** Hands back, if it is time to look for them, claims whose answer was lost. On the thread that polls. */
    void sweep() {
        one.lock();
        try {
            sweep.sweep(pool.held().stream().map(HeldLock::token).toList());
        } finally {
            one.unlock();
        }
    }

    /** Claims for so many free slots, and starts what it gets. */
    Claim claim(int slots) {
        one.lock();
        try {
            boolean beats = heartbeat.wantsClaimToBeat();
            long sentAt = System.nanoTime();
            Claim claim = queue.claim(new ClaimRequest(settings.workerId(), settings.environmentNames(), slots, beats));
            hungry = claim.tasks().size() == slots;
            start(claim);
            if (beats) {
                heartbeat.claimed(sentAt, claim.beaten());
            }
            return claim;
        } catch (RuntimeException e) {
            failed();
            throw e;
        } finally {
            one.unlock();
        }
    }

    /**
     * Settles, and claims in the same transaction for the places that these ends leave in types at their limit. While slots are what is
     * short, the loop claims instead: then another type may be the one whose turn it is.
     *
     * @return as {@link TaskQueue#settle(List)}
     */
    List<Optional<Settled>> settle(List<RunEnd> ends) {
        List<RunEnd> limited =
                ends.stream().filter(end -> pool.waitsForSettle(end.task())).toList();
        if (limited.isEmpty() || !mayRefill() || !one.tryLock()) {
            return queue.settle(ends);
        }
        try {
            Refill refill = queue.settleAndClaim(ends, refillOf(limited));
            start(refill.claim());
            if (refill.claim().tasks().size() >= limited.size()) {
                limited.forEach(end -> refilled.add(end.task().token()));
            }
            return refill.settled();
        } catch (RuntimeException e) {
            failed();
            if (e instanceof DataIntegrityViolationException) {
                return queue.settle(ends); // nothing of it was written, and the claim may be what was refused
            }
            throw e;
        } finally {
            one.unlock();
        }
    }

    private boolean mayRefill() {
        return !closed
                && !hungry
                && heartbeat.allowsClaims()
                && !heartbeat.isDrained()
                && System.nanoTime() - aloneUntil >= 0;
    }

    private ClaimRequest refillOf(List<RunEnd> ends) {
        Set<String> types = ends.stream()
                .map(end -> new TaskType(end.task().taskType()).environmentName())
                .collect(Collectors.toSet());
        return new ClaimRequest(settings.workerId(), types, ends.size());
    }

    /** Whatever went wrong: the claim may have been committed, and its tasks be known to nobody. */
    private void failed() {
        sweep.claimFailed();
        aloneUntil = System.nanoTime() + ALONE_AFTER_FAILURE;
    }

    /** A claim that took longer than the fence allows may have been taken back meanwhile. */
    private void start(Claim claim) {
        if (!claim.tasks().isEmpty()) {
            sweep.claimed();
        }
        List<ClaimedTask> tooLate = new ArrayList<>();
        for (ClaimedTask task : claim.tasks()) {
            if (closed || !heartbeat.fence().holds() || !pool.start(task)) {
                tooLate.add(task);
            }
        }
        pool.handBack(tooLate, "handed back: claimed too late to be started");
    }
}
