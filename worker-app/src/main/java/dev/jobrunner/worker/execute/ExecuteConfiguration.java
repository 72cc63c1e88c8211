package dev.jobrunner.worker.execute;

import dev.jobrunner.core.queue.TaskQueue;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.settings.WorkerSettings;
import dev.jobrunner.core.text.Redactor;
import dev.jobrunner.worker.handler.HandlerProperties;
import dev.jobrunner.worker.handler.HandlerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the slots. */
@Configuration(proxyBeanMethods = false)
class ExecuteConfiguration {

    @Bean
    TaskPool.PoolSettings poolSettings(WorkerSettings worker, LockTimeouts timeouts) {
        return new TaskPool.PoolSettings(worker.concurrency(), timeouts, worker.stopPatience(), worker.exitHurry());
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
