package dev.jobrunner.worker.handler;

/**
 * The work behind one task type. A Spring bean of this type is found by itself; its runs may be in several threads at
 * once, so it keeps no state of a run in fields.
 */
public interface TaskHandler {

    /** The task type that this handler serves, as it stands in {@code scheduled_tasks.task_type}. */
    String taskType();

    /**
     * Does the work of one run. Returning normally is success, an exception is failure; a {@link RunFailedException}
     * is a failure whose message says everything. A task may run again after a crash (at-least-once), so the same
     * {@link RunContext#runId()} never comes twice but the same work may.
     *
     * <p>A run is stopped by interrupting its thread (lock timeout, cancel, shutdown): the handler then ends whatever
     * it started, throws {@link InterruptedException} and does so within seconds.
     *
     * @throws Exception any failure of the run
     */
    void handle(RunContext run) throws Exception;
}
