package dev.jobrunner.core.task;

import org.jspecify.annotations.Nullable;

/**
 * What about a task decides whether an action can change it.
 *
 * @param status its own word; null in rows of an old system
 * @param locked whether it runs
 * @param claimed whether a worker holds it by a claim, rather than a lock set by hand
 * @param oneOff whether it has no pattern
 */
record Standing(@Nullable String status, boolean locked, boolean claimed, boolean oneOff) {

    String word() {
        return status == null ? "without a status" : status.equals("disabled") ? "disabled after failures" : status;
    }

    boolean is(String word) {
        return word.equals(status);
    }
}
