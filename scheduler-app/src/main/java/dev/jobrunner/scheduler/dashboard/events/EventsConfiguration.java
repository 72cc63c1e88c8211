package dev.jobrunner.scheduler.dashboard.events;

import dev.jobrunner.core.insight.ChangeMarks;
import dev.jobrunner.core.insight.HealthQuery;
import dev.jobrunner.core.settings.WorkerSettings;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One loop for each scheduler process, however many pages are open. */
@Configuration(proxyBeanMethods = false)
class EventsConfiguration {

    private static final Duration INTERVAL = Duration.ofSeconds(2);

    @Bean
    EventStreams eventStreams() {
        return new EventStreams();
    }

    @Bean
    EventLoop eventLoop(DataSource dataSource, HealthQuery health, WorkerSettings workers, EventStreams streams) {
        return new EventLoop(
                new ChangePoll(new ChangeMarks(dataSource, workers.deadAfter()), health), streams, INTERVAL);
    }
}
