package dev.jobrunner.scheduler.health;

import dev.jobrunner.core.insight.HealthQuery;
import dev.jobrunner.core.insight.RecentRuns;
import dev.jobrunner.core.settings.SchedulerSettings;
import dev.jobrunner.scheduler.tick.SchemaReady;
import dev.jobrunner.scheduler.tick.TickObserver;
import dev.jobrunner.scheduler.tick.TickPulse;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Health page, probes and metrics. The names of the probes are those in {@code management.endpoint.health.group}. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    private static final Duration STILL = Duration.ofSeconds(60);

    @Bean
    HealthDesk healthDesk(HealthQuery query) {
        return new HealthDesk(query, System::nanoTime);
    }

    @Bean("schema")
    SchemaHealth schemaHealth(SchemaReady schema) {
        return new SchemaHealth(schema);
    }

    @Bean("tickHealthIndicator")
    TickHealth tickHealth(TickPulse pulse, SchemaReady schema, SchedulerSettings settings) {
        return new TickHealth(pulse, schema, STILL.plus(settings.tickInterval()));
    }

    @Bean("database")
    DatabaseHealth databaseHealth(TickPulse pulse) {
        return new DatabaseHealth(pulse);
    }

    @Bean
    FleetFigures fleetFigures(SchedulerSettings settings) {
        return new FleetFigures(
                System::nanoTime, STILL.plus(settings.tickInterval().multipliedBy(2)));
    }

    @Bean
    FleetMetrics fleetMetrics(FleetFigures figures, TickPulse pulse) {
        return new FleetMetrics(figures, pulse);
    }

    @Bean
    @Order(70)
    MeasureFleet measureFleet(
            HealthQuery health,
            DataSource dataSource,
            FleetFigures figures,
            MeterRegistry registry,
            SchedulerSettings settings) {
        return new MeasureFleet(health, new RecentRuns(dataSource), figures, registry, settings.tickInterval());
    }

    @Bean
    TickObserver tickMetrics(MeterRegistry registry) {
        return new TickMetrics(registry);
    }
}
