package dev.jobrunner.worker.execute;

/** Why a run is stopped before its handler is done. */
public enum StopReason {
    /** The lock timeout of its type has passed. */
    TIMEOUT,
    /** Somebody asked for it. */
    CANCELLED,
    /** The lock was taken away; whoever has it now decides, this worker writes nothing more for the task. */
    LOCK_LOST,
    /** The last heartbeat is too old, for a reason that is not known; others will soon count this worker as dead. */
    CANNOT_RENEW,
    /** The same, and the reason is the database: it refused the last heartbeat, or could not be reached. */
    DATABASE_AWAY,
    /** The worker is shutting down and the grace period is over. */
    SHUTDOWN;

    /** Whether others may have the lock soon without asking this worker: then nothing else allows the run more time. */
    boolean isFence() {
        return this == CANNOT_RENEW || this == DATABASE_AWAY;
    }
}
