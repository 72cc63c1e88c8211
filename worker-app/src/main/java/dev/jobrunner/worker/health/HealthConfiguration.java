package dev.jobrunner.worker.health;

import dev.jobrunner.worker.execute.TaskPool;
import dev.jobrunner.worker.poll.PollLoop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the watchdog and the meters of the slots. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    /** Halts rather than exits: a stuck process may be stuck in its shutdown hooks too. */
    @Bean
    Watchdog watchdog(PollLoop loop) {
        return new Watchdog(loop, () -> Runtime.getRuntime().halt(1));
    }

    @Bean
    MeterBinder slotMeters(TaskPool pool) {
        return registry -> {
            Gauge.builder("jobrunner.worker.slots", pool, TaskPool::slots).register(registry);
            Gauge.builder("jobrunner.worker.slots.free", pool, TaskPool::free).register(registry);
        };
    }
}
