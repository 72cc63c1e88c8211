package dev.jobrunner.scheduler.tick;

import java.time.Duration;

/** Is told what the tick does, for metrics. */
public interface TickObserver {

    /** A step has ended well. */
    void succeeded(String step, Duration took);

    /** A step has failed or was given up after its timeout. */
    void failed(String step, Duration took);
}
