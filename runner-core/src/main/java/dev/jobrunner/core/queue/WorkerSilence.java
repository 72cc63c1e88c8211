package dev.jobrunner.core.queue;

/**
 * When a worker that is not heard of any more is dead. Never before the time at which it has stopped by itself whatever it ran,
 * as it has told ({@code stopped_after}): that alone makes it safe to give its tasks to others. From then on it is dead as
 * soon as its connection has ended, and after {@code deadAfter} in any case: a process that only stands still keeps its connection,
 * and would go on for a moment when it wakes up.
 */
final class WorkerSilence {

    /** The process id of a session is visible to every role; a session that took over the id of an ended one costs time only. */
    private static final String DEAD = """
            (%1$s < now() - greatest(w.stopped_after, CAST(:deadAfter AS interval))
                        OR %1$s < now() - w.stopped_after
                           AND w.session_pid IS NOT NULL
                           AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.pid = w.session_pid))""";

    private WorkerSilence() {}

    /**
     * A condition on the worker {@code w}, with the named parameter {@code deadAfter}.
     *
     * @param heardOf an expression: when it was last heard of, or the later time since when it could have been
     */
    static String dead(String heardOf) {
        return DEAD.formatted(heardOf);
    }
}
