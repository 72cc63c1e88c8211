package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.upkeep.SchedulerIdentity;
import dev.jobrunner.core.upkeep.SchedulerRegistry;
import java.time.Duration;

/** Lets every face of the system see that this scheduler ticks, and forgets those that have long been gone. */
final class EnterTick implements TickStep {

    private static final Duration FORGET_AFTER = Duration.ofDays(1);

    private final SchedulerRegistry registry;
    private final SchedulerIdentity self;
    private final Duration interval;

    EnterTick(SchedulerRegistry registry, SchedulerIdentity self, Duration interval) {
        this.registry = registry;
        this.self = self;
        this.interval = interval;
    }

    @Override
    public String name() {
        return "enter the tick";
    }

    @Override
    public Duration run() {
        registry.tick(self, interval, FORGET_AFTER);
        return interval;
    }
}
