package dev.jobrunner.worker;

import dev.jobrunner.core.queue.ClaimOrder;
import dev.jobrunner.core.queue.JdbcTaskQueue;
import dev.jobrunner.core.queue.RetryPolicy;
import dev.jobrunner.core.queue.TaskQueue;
import dev.jobrunner.core.schema.SchemaVersion;
import dev.jobrunner.core.settings.PrioritySettings;
import dev.jobrunner.core.settings.RetrySettings;
import dev.jobrunner.core.settings.SettingsConfiguration;
import dev.jobrunner.core.settings.WorkerSettings;
import dev.jobrunner.core.text.LedgerText;
import dev.jobrunner.core.text.Redactor;
import dev.jobrunner.worker.execute.TaskPool;
import dev.jobrunner.worker.fleet.Heartbeat;
import dev.jobrunner.worker.fleet.HeartbeatLoop;
import dev.jobrunner.worker.health.Watchdog;
import dev.jobrunner.worker.poll.PollLoop;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the core into the worker. */
@Configuration(proxyBeanMethods = false)
@Import(SettingsConfiguration.class)
class WorkerConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Redactor redactor(@Value("${spring.datasource.password:}") String databasePassword) {
        return Redactor.forEnvironment(System.getenv(), databasePassword);
    }

    @Bean
    TaskQueue taskQueue(DataSource dataSource, RetrySettings retry, PrioritySettings priority, Redactor redactor) {
        return new JdbcTaskQueue(
                dataSource,
                new RetryPolicy(retry.maxRetries(), retry.backoff()),
                new ClaimOrder(priority.ageing()),
                new LedgerText(redactor));
    }

    @Bean
    OrderlyExit processEnd() {
        return new OrderlyExit();
    }

    @Bean
    WorkerLifecycle workerLifecycle(
            DataSource dataSource, PollLoop poll, WorkerLifecycle.Duties duties, WorkerSettings settings) {
        return new WorkerLifecycle(new SchemaVersion(dataSource), poll, duties, settings.shutdownGrace());
    }

    @Bean
    WorkerLifecycle.Duties duties(
            TaskPool pool, Heartbeat heartbeat, HeartbeatLoop beats, Watchdog watchdog, OrderlyExit exit) {
        return new WorkerLifecycle.Duties(pool, heartbeat, beats, watchdog, exit);
    }
}
