package dev.jobrunner.core.queue;

import org.jspecify.annotations.Nullable;

/** How a run ended. Each kind leads to exactly one transition of its task; see {@code docs/task-lifecycle.md}. */
public sealed interface RunOutcome {

    /** What the job printed; stored in the ledger after redaction. */
    String output();

    /** As the statement that ends runs spells it. */
    String word();

    /** What the ledger says of the end; null when there is nothing to say. */
    @Nullable
    String reason();

    /** Whether the entry is to hold nothing that the worker could say besides: no payload, no next slot. */
    default boolean isAllThatIsSaid() {
        return false;
    }

    /** The job is done: a one-off task is completed, a recurring one gets its next slot. */
    record Completed(String output) implements RunOutcome {
        @Override
        public String word() {
            return "completed";
        }

        @Override
        public @Nullable String reason() {
            return null;
        }
    }

    /** The job failed, or was ended at its lock timeout: it counts, and the task backs off. */
    record Failed(String error, String output) implements RunOutcome {
        @Override
        public String word() {
            return "failed";
        }

        @Override
        public String reason() {
            return error;
        }
    }

    /**
     * The database refuses what was to be said of the run, and even that it does: failed, with nothing but this word and one constant
     * sentence. A recurring task that somebody wants ended is planned by the scheduler then.
     */
    record Unstorable() implements RunOutcome {
        @Override
        public String output() {
            return "";
        }

        @Override
        public String word() {
            return "failed";
        }

        @Override
        public String reason() {
            return "the result of the run could not be stored";
        }

        @Override
        public boolean isAllThatIsSaid() {
            return true;
        }
    }

    /** Someone asked for the end of this run: no retry of this slot. */
    record Cancelled(String reason, String output) implements RunOutcome {
        @Override
        public String word() {
            return "cancelled";
        }
    }

    /** The worker could not hold the lock: handed back at once the first time, counted as a failure when it happens again in a row. */
    record Lost(String reason, String output) implements RunOutcome {
        @Override
        public String word() {
            return "lost";
        }
    }

    /** The worker is shutting down or cannot reach the database, which is not the task's doing: handed back at once, costs no attempt. */
    record HandedBack(String reason, String output) implements RunOutcome {
        @Override
        public String word() {
            return "handed_back";
        }
    }

    /** The slot was missed, and does not run any more by what its task says about that. */
    record Skipped(String reason) implements RunOutcome {
        @Override
        public String output() {
            return "";
        }

        @Override
        public String word() {
            return "skipped";
        }
    }
}
