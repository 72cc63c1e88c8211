package dev.jobrunner.worker.execute;

import java.time.Duration;

/** Ends this process when going on would be wrong; whatever runs it starts a new one. */
public interface ProcessEnd {

    /**
     * Returns at once; the process ends soon, handing back what it can until then.
     *
     * @param reason for the log: what happened and why that is the end
     * @param within after this it is over, whatever has not been handed back
     */
    void because(String reason, Duration within);
}
