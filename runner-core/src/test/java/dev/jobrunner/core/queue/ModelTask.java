package dev.jobrunner.core.queue;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task as {@code docs/task-lifecycle.md} describes it, without SQL: what {@link QueueModelTest} holds the database against. */
final class ModelTask {

    /** How often a failure is retried in the model's installation. */
    static final int MAX_RETRIES = 2;

    /** Where its next run stands. */
    enum Next {
        DUE,
        LATER,
        NONE
    }

    final long id;
    final boolean oneOff;
    String status = "active";
    Next next = Next.DUE;

    @Nullable
    UUID token;

    boolean touched;
    boolean cancelRequested;
    int failures;
    int losses;
    int attempt;
    int entries;

    ModelTask(long id, boolean oneOff) {
        this.id = id;
        this.oneOff = oneOff;
    }

    boolean isClaimable() {
        return status.equals("active") && token == null && next == Next.DUE;
    }

    void claimed(UUID by) {
        token = by;
        attempt++;
        touched = false;
        cancelRequested = false;
    }

    /** @return whether the run was still its own to end */
    boolean settle(UUID by, RunOutcome outcome) {
        if (!by.equals(token)) {
            return false;
        }
        end(outcome, Next.LATER);
        return true;
    }

    /** The scheduler ends the run of a worker that it does not know: it has no next slot at hand, and plans it later. */
    void reaped() {
        if (token != null) {
            end(new RunOutcome.Lost("the worker is unknown", ""), Next.NONE);
        }
    }

    private void end(RunOutcome outcome, Next slotAfter) {
        boolean cancelled = outcome instanceof RunOutcome.Cancelled
                || (cancelRequested && !(outcome instanceof RunOutcome.Completed));
        if (cancelled || outcome instanceof RunOutcome.Completed) {
            finish(!cancelled, oneOff ? Next.NONE : slotAfter);
        } else if (outcome instanceof RunOutcome.HandedBack) {
            attempt = Math.max(attempt - 1, 0);
        } else if (outcome instanceof RunOutcome.Lost) {
            boolean counts = losses > 0;
            losses++;
            if (counts) {
                fail();
            }
        } else {
            losses = 0;
            fail();
        }
        release();
    }

    void unlockByHand() {
        if (token != null) {
            attempt = Math.max(attempt - 1, 0);
            release();
        }
    }

    void force() {
        next = Next.DUE;
        touched = token != null;
    }

    void age() {
        if (token == null && next == Next.LATER) {
            next = Next.DUE;
        }
    }

    void pause() {
        status = status.equals("active") ? "paused" : status;
    }

    void resume() {
        status = status.equals("paused") ? "active" : status;
    }

    /** The reset statement of the operators' guide, for all tasks. */
    void reset() {
        failures = 0;
        status = status.equals("completed") ? status : "active";
    }

    void cancel() {
        cancelRequested = token != null;
    }

    private void finish(boolean success, Next then) {
        failures = success ? 0 : failures;
        losses = 0;
        attempt = 0;
        if (touched) {
            return;
        }
        next = then;
        if (oneOff && !status.equals("disabled")) {
            status = "completed";
        }
    }

    private void fail() {
        boolean retried = failures < MAX_RETRIES;
        failures++;
        if (retried && !touched) {
            next = Next.LATER;
        }
        if (!retried && status.equals("active")) {
            status = "disabled";
        }
    }

    private void release() {
        token = null;
        touched = false;
        cancelRequested = false;
        entries++;
    }

    /** In the form of {@link QueueModelTest}'s query. */
    @Override
    public String toString() {
        return id + " " + status + " " + next + " " + (token == null ? "free" : token)
                + (cancelRequested ? " cancelled" : "") + " failures=" + failures + " losses=" + losses + " attempt="
                + attempt + " entries=" + entries;
    }
}
