package dev.jobrunner.scheduler.dashboard.overview;

import dev.jobrunner.core.insight.FleetTimeline;
import dev.jobrunner.core.insight.HealthQuery;
import dev.jobrunner.core.insight.LatestFailures;
import dev.jobrunner.core.insight.Throughput;
import dev.jobrunner.core.insight.UpcomingRuns;
import dev.jobrunner.core.settings.WorkerSettings;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes what the overview reads from. */
@Configuration(proxyBeanMethods = false)
class OverviewConfiguration {

    @Bean
    OverviewDesk overviewDesk(
            DataSource dataSource, HealthQuery health, UpcomingRuns upcoming, WorkerSettings workers) {
        return new OverviewDesk(
                health,
                new Throughput(dataSource),
                new FleetTimeline(dataSource, workers.deadAfter()),
                upcoming,
                new LatestFailures(dataSource));
    }

    @Bean
    FirstLook firstLook(OverviewDesk desk, Clock clock) {
        return new FirstLook(desk, clock);
    }
}
