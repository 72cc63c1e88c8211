package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.fleet.LiveRuns;
import java.time.Duration;

/** Removes the live output of runs whose worker died before it could do so. */
final class SweepLiveOutput implements TickStep {

    /** What a dead worker has left is shown to nobody: it only takes room. */
    private static final Duration REGULARLY = Duration.ofSeconds(30);

    private final LiveRuns runs;

    SweepLiveOutput(LiveRuns runs) {
        this.runs = runs;
    }

    @Override
    public String name() {
        return "sweep live output";
    }

    @Override
    public Duration run() {
        runs.sweep();
        return REGULARLY;
    }
}
