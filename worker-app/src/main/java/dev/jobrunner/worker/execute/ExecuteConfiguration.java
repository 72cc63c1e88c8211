package dev.jobrunner.worker.execute;

import dev.jobrunner.core.queue.TaskQueue;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.settings.WorkerSettings;
import dev.jobrunner.core.text.Redactor;
import dev.jobrunner.worker.handler.HandlerProperties;
import dev.jobrunner.worker.handler.HandlerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the slots. */
@Configuration(proxyBeanMethods = false)
class ExecuteConfiguration {

    /** While a lock is held, the scheduler's sweep is the limit; it takes the lock well after this. */
    private static final Duration ORDERLY_EXIT = Duration.ofSeconds(5);

    @Bean
    TaskPool.PoolSettings poolSettings(WorkerSettings worker, LockTimeouts timeouts) {
        Duration patience = worker.fencePatience();
        return new TaskPool.PoolSettings(
                worker.concurrency(),
                timeouts,
                StopTimes.of(worker.stopPatience(), ORDERLY_EXIT),
                StopTimes.of(worker.stopPatience(), worker.exitHurry()),
                // Half of it for processes to end when they are asked to, the other half for them to be killed.
                StopTimes.of(patience, worker.fenceHurry()).urged(patience.dividedBy(2)));
    }

    @Bean
    TaskRunner taskRunner(
            HandlerRegistry handlers, LockTimeouts timeouts, HandlerProperties properties, Redactor redactor) {
        return new TaskRunner(handlers, timeouts, properties.outputLimitBytes(), redactor);
    }

    @Bean
    TaskPool taskPool(
            TaskPool.PoolSettings settings,
            TaskRunner runner,
            TaskQueue queue,
            MeterRegistry meters,
            ProcessEnd processEnd) {
        return new TaskPool(settings, runner, new Settler(queue), new RunLog(meters), processEnd);
    }
}
