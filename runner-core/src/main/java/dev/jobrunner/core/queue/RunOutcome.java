package dev.jobrunner.core.queue;

/** How a run ended. Each kind leads to exactly one transition of its task; see {@code docs/task-lifecycle.md}. */
public sealed interface RunOutcome {

    /** What the job printed; stored in the ledger after redaction. */
    String output();

    /** The job is done: a one-off task is completed, a recurring one gets its next slot. */
    record Completed(String output) implements RunOutcome {}

    /** The job failed, or was ended at its lock timeout: it counts, and the task backs off. */
    record Failed(String error, String output) implements RunOutcome {}

    /** Someone asked for the end of this run: no retry of this slot. */
    record Cancelled(String reason, String output) implements RunOutcome {}

    /** The worker could not hold the lock: handed back at once the first time, counted as a failure when it happens again in a row. */
    record Lost(String reason, String output) implements RunOutcome {}

    /** The worker is shutting down: handed back at once, costs no attempt. */
    record HandedBack(String reason, String output) implements RunOutcome {}
}
