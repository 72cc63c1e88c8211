package dev.jobrunner.worker.handler;

/** Makes handlers of one kind from the values of {@code HANDLER_<TYPE>} settings. */
public interface HandlerFactory {

    /** Whether the value is of this factory's kind, be it right or wrong otherwise. */
    boolean accepts(String value);

    /**
     * The handler that serves the task type.
     *
     * @throws IllegalArgumentException if the value cannot work; the message names what is wrong with it and what to
     *     do, and shows no part of the value that may be secret
     */
    TaskHandler create(String taskType, String value);
}
