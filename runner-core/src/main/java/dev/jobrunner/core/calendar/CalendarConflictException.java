package dev.jobrunner.core.calendar;

/** What was asked of a calendar cannot be done as things stand. The message says why, and what to do first. */
public final class CalendarConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean changedMeanwhile;

    CalendarConflictException(String message, boolean changedMeanwhile) {
        super(message);
        this.changedMeanwhile = changedMeanwhile;
    }

    /** Whether somebody else has changed it since the caller read it. */
    public boolean changedMeanwhile() {
        return changedMeanwhile;
    }
}
