package dev.jobrunner.worker.fleet;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.jobrunner.core.fleet.LiveRuns;
import dev.jobrunner.core.fleet.WorkerIdentity;
import dev.jobrunner.core.fleet.WorkerRegistry;
import dev.jobrunner.core.settings.WorkerSettings;
import dev.jobrunner.worker.execute.TaskPool;
import dev.jobrunner.worker.handler.HandlerRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the heartbeat. */
@Configuration(proxyBeanMethods = false)
class FleetConfiguration {

    @Bean
    WorkerIdentity workerIdentity(ObjectProvider<BuildProperties> build) {
        String version = Optional.ofNullable(build.getIfAvailable())
                .map(BuildProperties::getVersion)
                .orElse("development");
        return WorkerIdentity.create(host(), ProcessHandle.current().pid(), version);
    }

    @Bean
    HeartbeatConnection heartbeatConnection(HikariDataSource dataSource, WorkerSettings settings) {
        return HeartbeatConnection.like(dataSource, settings);
    }

    @Bean
    Heartbeat heartbeat(
            HeartbeatConnection connection,
            WorkerIdentity identity,
            WorkerSettings settings,
            HandlerRegistry handlers,
            TaskPool pool) {
        return new Heartbeat(new WorkerRegistry(connection.dataSource()), identity, settings, handlers, pool);
    }

    @Bean
    RunFeed runFeed(DataSource dataSource, TaskPool pool) {
        return new RunFeed(new LiveRuns(dataSource), pool);
    }

    @Bean
    HeartbeatLoop heartbeatLoop(Heartbeat heartbeat, RunFeed feed, WorkerSettings settings) {
        return new HeartbeatLoop(heartbeat, feed, settings);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
    }

    /** A pool of one for the heartbeat alone, so that busy runs can never keep it waiting. Not a bean of type DataSource: there is one for all else. */
    record HeartbeatConnection(HikariDataSource dataSource) implements AutoCloseable {

        static HeartbeatConnection like(HikariDataSource main, WorkerSettings settings) {
            HikariConfig config = new HikariConfig();
            main.copyStateTo(config);
            config.setPoolName("heartbeat");
            config.setMaximumPoolSize(1);
            config.setMinimumIdle(1);
            // A dead connection must be given up in time for another try before the fence closes.
            long seconds = Math.max(1, settings.fenceAfter().toSeconds() / 2);
            config.addDataSourceProperty("socketTimeout", String.valueOf(seconds));
            config.addDataSourceProperty("connectTimeout", String.valueOf(seconds));
            config.setConnectionTimeout(Math.max(250, seconds * 1000));
            config.setValidationTimeout(Math.max(250, seconds * 1000 / 2));
            return new HeartbeatConnection(new HikariDataSource(config));
        }

        @Override
        public void close() {
            dataSource.close();
        }
    }
}
