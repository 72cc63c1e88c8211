package dev.jobrunner.core.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The queue as a worker sees it. All times are the database's. */
public interface TaskQueue {

    /**
     * Claims due tasks: higher priority first, then older, never more of a type than its limits allow, in one round trip.
     */
    Claim claim(ClaimRequest request);

    /**
     * Ends a run: writes its ledger row, moves the task on and releases the lock, all or nothing.
     *
     * @param endedAgo how long ago the run ended, for its {@code finished_at}: more than nothing when the database was away
     * @return the task's new state, or empty when the lock was no longer held under the token: then nothing was changed
     */
    Optional<Settled> settle(ClaimedTask task, RunOutcome outcome, Duration endedAgo);

    /** A settle of a run that has ended just now. */
    default Optional<Settled> settle(ClaimedTask task, RunOutcome outcome) {
        return settle(task, outcome, Duration.ZERO);
    }

    /**
     * Whether the ledger holds this run already, with this end. Tells, after a connection broke during {@link #settle}, whether that
     * settle had been committed.
     */
    boolean isRecorded(ClaimedTask task, RunOutcome outcome);

    /**
     * Says that a run whose lock was taken away has stopped, so that its task need not be held back any longer. Nothing
     * happens to a task that someone else holds.
     */
    void releaseHold(ClaimedTask task);

    /**
     * Hands back, without cost, what the database says this worker holds but it does not know of: claims whose answer was
     * lost with their connection. Only the thread that claims may call this.
     *
     * @param held the tokens that the worker knows of
     */
    List<Settled> handBackUnknown(String workerId, Collection<UUID> held);
}
