package dev.jobrunner.scheduler;

import dev.jobrunner.core.access.TokenStore;
import dev.jobrunner.core.fleet.FleetReader;
import dev.jobrunner.core.fleet.WorkerControl;
import dev.jobrunner.core.forecast.Forecaster;
import dev.jobrunner.core.insight.HealthQuery;
import dev.jobrunner.core.insight.UpcomingRuns;
import dev.jobrunner.core.queue.LockReaper;
import dev.jobrunner.core.queue.RetryPolicy;
import dev.jobrunner.core.settings.ConcurrencyLimits;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.settings.RetrySettings;
import dev.jobrunner.core.settings.SettingsConfiguration;
import dev.jobrunner.core.settings.WorkerSettings;
import dev.jobrunner.core.upkeep.ConcurrencyTuner;
import dev.jobrunner.core.upkeep.SchedulerIdentity;
import dev.jobrunner.scheduler.schema.DatabaseAccess;
import dev.jobrunner.scheduler.schema.LegacyTimeZone;
import dev.jobrunner.scheduler.schema.SchemaUpgrade;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The core's classes, made from the settings. */
@Configuration(proxyBeanMethods = false)
@Import(SettingsConfiguration.class)
class CoreConfiguration {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SchedulerIdentity schedulerIdentity() {
        String host = hostName();
        // a container's process is always number 1
        String suffix = UUID.randomUUID().toString().substring(0, 6);
        String version = CoreConfiguration.class.getPackage().getImplementationVersion();
        return new SchedulerIdentity(
                "scheduler-" + host + "-" + ProcessHandle.current().pid() + "-" + suffix,
                host,
                Objects.requireNonNullElse(version, "unpackaged"));
    }

    @Bean
    LegacyTimeZone legacyTimeZone(Environment environment) {
        return LegacyTimeZone.of(environment.getProperty(LegacyTimeZone.VARIABLE));
    }

    /** Past the pool, whose limits on every wait are too short for rewriting a large old table. */
    @Bean
    SchemaUpgrade schemaUpgrade(DataSourceProperties database, LegacyTimeZone legacyTimeZone) {
        DatabaseAccess access =
                new DatabaseAccess(database.determineUrl(), database.determineUsername(), database.determinePassword());
        return new SchemaUpgrade(access.unlimited(CONNECT_TIMEOUT, "scheduler-migrate"), legacyTimeZone);
    }

    @Bean
    TokenStore tokenStore(DataSource dataSource) {
        return new TokenStore(dataSource);
    }

    @Bean
    ConcurrencyTuner concurrencyTuner(DataSource dataSource, ConcurrencyLimits limits) {
        return new ConcurrencyTuner(dataSource, limits);
    }

    @Bean
    LockReaper lockReaper(DataSource dataSource, RetrySettings retry) {
        return new LockReaper(dataSource, new RetryPolicy(retry.maxRetries(), retry.backoff()));
    }

    @Bean
    HealthQuery healthQuery(DataSource dataSource, LockTimeouts timeouts, WorkerSettings workers) {
        return new HealthQuery(dataSource, timeouts, workers.deadAfter());
    }

    @Bean
    FleetReader fleetReader(DataSource dataSource, WorkerSettings workers) {
        return new FleetReader(dataSource, workers.deadAfter());
    }

    @Bean
    Forecaster forecaster(DataSource dataSource, WorkerSettings workers) {
        return new Forecaster(dataSource, workers.deadAfter(), System::nanoTime);
    }

    @Bean
    UpcomingRuns upcomingRuns(DataSource dataSource) {
        return new UpcomingRuns(dataSource);
    }

    @Bean
    WorkerControl workerControl(DataSource dataSource) {
        return new WorkerControl(dataSource);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }
}
