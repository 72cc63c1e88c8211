package dev.jobrunner.worker.execute;

/** Why a run is stopped before its handler is done. */
public enum StopReason {
    /** The lock timeout of its type has passed. */
    TIMEOUT,
    /** Somebody asked for it. */
    CANCELLED,
    /** The lock was taken away; whoever has it now decides, this worker writes nothing more for the task. */
    LOCK_LOST,
    /** The heartbeat does not reach the database, and others will soon count this worker as dead. */
    CANNOT_RENEW,
    /** The worker is shutting down and the grace period is over. */
    SHUTDOWN
}
