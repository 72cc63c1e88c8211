package dev.jobrunner.core.task;

import org.jspecify.annotations.Nullable;

/** What was asked of a task cannot be done as things stand. The message says why, and what to do first. */
public final class TaskConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of conflict. */
    public enum Kind {
        /** Another task has the name. */
        NAME_TAKEN,
        /** The definition was changed since the caller read it. */
        CHANGED_MEANWHILE,
        /** The task runs, or is in a state in which this cannot be changed. */
        NOT_NOW
    }

    private final Kind kind;
    private final @Nullable Long existingId;

    TaskConflictException(Kind kind, String message, @Nullable Long existingId) {
        super(message);
        this.kind = kind;
        this.existingId = existingId;
    }

    public Kind kind() {
        return kind;
    }

    /** Of the task that is in the way; null where none is. */
    public @Nullable Long existingId() {
        return existingId;
    }
}
