package dev.jobrunner.worker.fleet;

import dev.jobrunner.core.fleet.HeartbeatAnswer;
import dev.jobrunner.core.fleet.HeldLock;
import dev.jobrunner.core.fleet.WorkerIdentity;
import dev.jobrunner.core.fleet.WorkerRegistry;
import dev.jobrunner.core.fleet.WorkerReport;
import dev.jobrunner.core.fleet.WorkerState;
import dev.jobrunner.core.settings.WorkerSettings;
import dev.jobrunner.worker.execute.StopReason;
import dev.jobrunner.worker.execute.TaskPool;
import dev.jobrunner.worker.handler.HandlerRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** One beat: tells the fleet that this worker lives, and learns which of its locks are still its own. */
public final class Heartbeat {

    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final WorkerRegistry registry;
    private final WorkerIdentity identity;
    private final WorkerSettings settings;
    private final HandlerRegistry handlers;
    private final TaskPool pool;
    private final Fence fence;
    private volatile WorkerState state = WorkerState.RUNNING;
    private volatile boolean failing;
    private volatile boolean claimsBeat;
    private volatile boolean drained;

    Heartbeat(
            WorkerRegistry registry,
            WorkerIdentity identity,
            WorkerSettings settings,
            HandlerRegistry handlers,
            TaskPool pool) {
        this.registry = registry;
        this.identity = identity;
        this.settings = settings;
        this.handlers = handlers;
        this.pool = pool;
        this.fence = new Fence(settings.fenceAfter());
    }

    public Fence fence() {
        return fence;
    }

    /** Whether somebody wants this worker to claim no more until it is resumed. What runs goes on. */
    public boolean isDrained() {
        return drained;
    }

    /** What the next beats say of this worker. */
    public void state(WorkerState next) {
        state = next;
    }

    /**
     * Whether the next claim should stand in for a beat: nothing runs here, and the last beat is a while ago. Less than from one beat to the next,
     * or no claim would ever begin to do so.
     */
    public boolean wantsClaimToBeat() {
        return isIdle() && fence.age().compareTo(settings.heartbeatInterval().dividedBy(2)) > 0;
    }

    /**
     * A claim was asked to stand in for a beat.
     *
     * @param sentAt when it was sent, by the monotonic clock
     * @param beaten whether it did; else the worker's row says something that a beat has to learn of or to correct
     */
    public void claimed(long sentAt, boolean beaten) {
        if (beaten) {
            fence.renewed(sentAt);
            claimsBeat = true;
        } else {
            beat();
        }
    }

    /** A beat, unless a claim has stood in for it so lately that the next turn is early enough. */
    void beatIfNeeded() {
        if (!claimsBeat
                || !isIdle()
                || fence.age().plus(settings.heartbeatInterval()).compareTo(settings.fenceAfter()) >= 0) {
            beat();
        }
    }

    private boolean isIdle() {
        return pool.busy() == 0 && state == WorkerState.RUNNING && !failing;
    }

    /**
     * One beat. A database that cannot be reached is told once, not thrown.
     *
     * @return whether the database took it
     */
    public synchronized boolean beat() {
        List<HeldLock> held = pool.held();
        long before = System.nanoTime();
        try {
            HeartbeatAnswer answer = send(report(held));
            fence.renewed(before);
            claimsBeat = false;
            pool.stop(answer.locks().lost(), StopReason.LOCK_LOST);
            pool.stop(answer.locks().cancelled(), StopReason.CANCELLED);
            drained(answer.drained());
            if (failing) {
                log.info("The heartbeat reaches the database again");
            }
            failing = false;
        } catch (DataAccessException e) {
            if (!failing) {
                log.warn(
                        "The heartbeat does not reach the database, trying again every {} ms; running jobs are stopped if"
                                + " that goes on for {} ms: {}",
                        settings.heartbeatInterval().toMillis(),
                        settings.fenceAfter().toMillis(),
                        e.getMostSpecificCause().getMessage());
            }
            failing = true;
        }
        return !failing;
    }

    /** The first failure may be that of a connection which broke while nobody used it. */
    private HeartbeatAnswer send(WorkerReport report) {
        try {
            return registry.beat(report);
        } catch (DataAccessException e) {
            if (failing) {
                throw e;
            }
            return registry.beat(report);
        }
    }

    /** No beat follows. Locks of a worker that has stopped are free at once, so it has not while anything runs here. */
    void lastBeat() {
        if (pool.busy() == 0) {
            state = WorkerState.STOPPED;
        }
        beat();
    }

    /** Whether the last beat reached the database. */
    boolean reaches() {
        return !failing;
    }

    /** Whether this worker may claim: what it claims while its beats fail would be stopped again by the fence. */
    public boolean allowsClaims() {
        return fence.holds() && !failing;
    }

    /** Stops all runs once the last renewal is so old that others may soon take them. */
    void enforceFence() {
        if (!fence.holds() && pool.busy() > 0) {
            // A job that starves its worker may well be the reason for a late beat, but not for one that was refused.
            pool.stopAll(failing ? StopReason.DATABASE_AWAY : StopReason.CANNOT_RENEW);
        }
    }

    private void drained(boolean wanted) {
        if (wanted && !drained) {
            log.warn(
                    "Draining on request: this worker finishes what it runs and claims nothing until 'workers resume {}'",
                    identity.id());
        } else if (!wanted && drained) {
            log.info("Resumed: this worker claims again");
        }
        drained = wanted;
    }

    private WorkerReport report(List<HeldLock> held) {
        return new WorkerReport(
                identity,
                state,
                pool.slots(),
                handlers.environmentNames(),
                settings.heartbeatInterval(),
                settings.stopWithin(),
                settings.stoppedAfter(),
                held);
    }
}
