package dev.jobrunner.core.queue;

import java.util.Optional;

/** The queue as a worker sees it. All times are the database's. */
public interface TaskQueue {

    /**
     * Claims due tasks: higher priority first, then older, never more of a type than its limits allow, in one round trip.
     */
    Claim claim(ClaimRequest request);

    /**
     * Ends a run: writes its ledger row, moves the task on and releases the lock, all or nothing.
     *
     * @return the task's new state, or empty when the lock was no longer held under the token: then nothing was changed
     */
    Optional<Settled> settle(ClaimedTask task, RunOutcome outcome);

    /**
     * Whether the ledger holds this run already. Tells, after a connection broke during {@link #settle}, whether that
     * settle had been committed.
     */
    boolean isRecorded(ClaimedTask task);

    /**
     * Says that a run whose lock was taken away has stopped, so that its task need not be held back any longer. Nothing
     * happens to a task that someone else holds.
     */
    void releaseHold(ClaimedTask task);
}
