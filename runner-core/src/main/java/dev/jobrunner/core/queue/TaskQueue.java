package dev.jobrunner.core.queue;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The queue as a worker sees it. All times are the database's. */
public interface TaskQueue {

    /**
     * Claims due tasks in their {@link ClaimOrder}, never more of a type than its limits allow, in one round trip.
     */
    Claim claim(ClaimRequest request);

    /** Tells all workers that there is something to claim for which this one has no slot. A hint: they may not hear it. */
    void callOthers();

    /**
     * Ends runs, in one statement: writes their ledger rows, moves their tasks on and releases their locks. Either the database takes
     * the whole statement or nothing of it.
     *
     * @return for each of them, in the same order, the task's new state, or empty when the lock was no longer held under its
     *     token: then nothing was changed for this one. Of several, also one whose row somebody else was changing is passed over
     *     and comes back empty; ask for it alone to know
     */
    List<Optional<Settled>> settle(List<RunEnd> ends);

    /**
     * Ends runs and claims what may start in their place, in one round trip and one transaction: where a type is at its limit, no
     * place of it stays empty between two transactions. Either the database takes all of it or nothing.
     */
    Refill settleAndClaim(List<RunEnd> ends, ClaimRequest request);

    /** Ends one run that has ended just now. */
    default Optional<Settled> settle(ClaimedTask task, RunOutcome outcome) {
        return settle(List.of(RunEnd.now(task, outcome))).get(0);
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
