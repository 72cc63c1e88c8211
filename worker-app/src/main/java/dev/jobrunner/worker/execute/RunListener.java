package dev.jobrunner.worker.execute;

import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.RunOutcome;
import java.util.Optional;

/** Hears of runs, on their threads. */
public interface RunListener {

    void started(ClaimedTask task);

    /**
     * A run is over.
     *
     * @param outcome empty when its lock was taken away while it ran
     * @param entry whether the ledger has its end
     * @param millis from its start
     */
    void ended(ClaimedTask task, Optional<RunOutcome> outcome, Entry entry, long millis);
}
