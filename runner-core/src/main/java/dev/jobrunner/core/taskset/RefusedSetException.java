package dev.jobrunner.core.taskset;

import java.util.List;

/** A set cannot be applied as things stand; nothing of it was. */
public final class RefusedSetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> reasons;
    private final boolean changedMeanwhile;

    private RefusedSetException(List<String> reasons, boolean changedMeanwhile) {
        super(String.join("\n", reasons));
        this.reasons = List.copyOf(reasons);
        this.changedMeanwhile = changedMeanwhile;
    }

    static RefusedSetException because(List<String> reasons) {
        return new RefusedSetException(reasons, false);
    }

    static RefusedSetException changedMeanwhile(SetPlan now) {
        return new RefusedSetException(
                List.of("the plan has changed meanwhile, its version is " + now.version() + " now: look at it again"),
                true);
    }

    /** A line for each, with the task and what to do. */
    public List<String> reasons() {
        return reasons;
    }

    /** Whether the plan is another one than the caller has seen. */
    public boolean isChangedMeanwhile() {
        return changedMeanwhile;
    }
}
