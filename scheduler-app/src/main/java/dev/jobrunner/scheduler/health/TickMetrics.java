package dev.jobrunner.scheduler.health;

import dev.jobrunner.scheduler.tick.TickObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Times every step and counts those that failed. */
final class TickMetrics implements TickObserver {

    private final MeterRegistry registry;

    TickMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void succeeded(String step, Duration took) {
        timer(step).record(took);
        failures(step);
    }

    @Override
    public void failed(String step, Duration took) {
        timer(step).record(took);
        failures(step).increment();
    }

    private Timer timer(String step) {
        return Timer.builder("jobrunner.tick.step")
                .description("How long the steps of the tick take")
                .tag("step", step)
                .register(registry);
    }

    /** Exists from the first run on, so that an alert on its increase sees it start from 0. */
    private Counter failures(String step) {
        return Counter.builder("jobrunner.tick.step.failures")
                .description("Steps of the tick that failed or were given up after their timeout")
                .tag("step", step)
                .register(registry);
    }
}
