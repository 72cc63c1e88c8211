package dev.jobrunner.worker.execute;

/** What became of the end of a run. */
public enum Entry {
    /** It is in the ledger. */
    ENTERED,
    /** The run's lock was taken away: nothing was changed, and whoever took it decides. */
    LOCK_GONE,
    /** The database did not take it: the task stays locked until the scheduler hands it back. */
    GIVEN_UP
}
