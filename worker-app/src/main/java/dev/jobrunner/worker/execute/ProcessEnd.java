package dev.jobrunner.worker.execute;

/** Ends this process when going on would be wrong; whatever runs it starts a new one. */
public interface ProcessEnd {

    /**
     * Returns at once; the process ends within seconds, handing back what it can.
     *
     * @param reason for the log: what happened and why that is the end
     */
    void because(String reason);
}
