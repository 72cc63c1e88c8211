package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.fleet.LiveRuns;
import java.time.Duration;

/** Removes the live output of runs whose worker died before it could do so. */
final class SweepLiveOutput implements TickStep {

    private final LiveRuns runs;
    private final Duration interval;

    SweepLiveOutput(LiveRuns runs, Duration interval) {
        this.runs = runs;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "sweep live output";
    }

    @Override
    public Duration run() {
        runs.sweep();
        return interval;
    }
}
