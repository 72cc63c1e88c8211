package dev.jobrunner.core.fleet;

import java.util.Locale;

/** What a worker is doing. */
public enum WorkerState {
    /** Claims and runs. */
    RUNNING,
    /** Claims no more, lets its runs finish. */
    DRAINING,
    /** Has ended on its own and holds no lock. */
    STOPPED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
