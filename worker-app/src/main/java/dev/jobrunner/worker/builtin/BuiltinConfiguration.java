package dev.jobrunner.worker.builtin;

import dev.jobrunner.core.upkeep.LogPruner;
import dev.jobrunner.worker.handler.TaskHandler;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the jobs that come with the product. */
@Configuration(proxyBeanMethods = false)
class BuiltinConfiguration {

    @Bean
    TaskHandler logCleanupHandler(DataSource dataSource) {
        return new LogCleanupHandler(new LogPruner(dataSource));
    }
}
