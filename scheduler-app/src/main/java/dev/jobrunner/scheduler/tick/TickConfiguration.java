package dev.jobrunner.scheduler.tick;

import dev.jobrunner.core.settings.SchedulerSettings;
import dev.jobrunner.scheduler.schema.SchemaUpgrade;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the steps in a row and the loop around them. */
@Configuration(proxyBeanMethods = false)
class TickConfiguration {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    @Bean
    TickPulse tickPulse() {
        return new TickPulse(System::nanoTime);
    }

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService stepThreads() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "step-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Bean
    Tick tick(
            List<TickStep> steps,
            SchedulerSettings settings,
            ExecutorService stepThreads,
            TickPulse pulse,
            TickObserver observer) {
        List<GuardedStep> guarded =
                steps.stream().map(step -> new GuardedStep(step, stepThreads)).toList();
        return new Tick(guarded, settings.tickInterval(), System::nanoTime, pulse, observer);
    }

    @Bean
    SchemaFirst schemaFirst(SchemaUpgrade upgrade, Tick tick, TickPulse pulse) {
        return new SchemaFirst(upgrade, tick, pulse);
    }

    @Bean
    TickLoop tickLoop(SchemaFirst turn, SchedulerSettings settings) {
        return new TickLoop(turn, settings.tickInterval(), STOP_WITHIN);
    }
}
