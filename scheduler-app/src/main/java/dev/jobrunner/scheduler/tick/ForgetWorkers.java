package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.fleet.WorkerRegistry;
import java.time.Duration;

/** Forgets workers that have been silent for ten minutes and hold no lock any more. */
final class ForgetWorkers implements TickStep {

    private static final Duration SILENT_FOR = Duration.ofMinutes(2);
    private static final Duration REGULARLY = Duration.ofMinutes(1);

    private final WorkerRegistry workers;

    ForgetWorkers(WorkerRegistry workers) {
        this.workers = workers;
    }

    @Override
    public String name() {
        return "forget silent workers";
    }

    @Override
    public Duration run() {
        workers.forget(SILENT_FOR);
        return REGULARLY;
    }
}
