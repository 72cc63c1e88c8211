package dev.jobrunner.scheduler;

import dev.jobrunner.core.insight.FailureGroups;
import dev.jobrunner.core.insight.FailureRetry;
import dev.jobrunner.core.insight.RunOutputReader;
import dev.jobrunner.core.insight.RunReader;
import dev.jobrunner.core.insight.RunSearch;
import dev.jobrunner.core.insight.TaskHistory;
import dev.jobrunner.core.settings.LockTimeouts;
import dev.jobrunner.core.task.RunCancel;
import dev.jobrunner.core.task.TaskChanges;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the API and the pages read about runs. */
@Configuration(proxyBeanMethods = false)
class RunConfiguration {

    @Bean
    RunSearch runSearch(DataSource dataSource) {
        return new RunSearch(dataSource);
    }

    @Bean
    RunReader runReader(DataSource dataSource, LockTimeouts timeouts) {
        return new RunReader(dataSource, timeouts);
    }

    @Bean
    RunOutputReader runOutputReader(DataSource dataSource) {
        return new RunOutputReader(dataSource);
    }

    @Bean
    RunCancel runCancel(DataSource dataSource) {
        return new RunCancel(dataSource);
    }

    @Bean
    FailureGroups failureGroups(DataSource dataSource) {
        return new FailureGroups(dataSource);
    }

    @Bean
    FailureRetry failureRetry(TaskChanges changes) {
        return new FailureRetry(changes);
    }

    @Bean
    TaskHistory taskHistory(DataSource dataSource) {
        return new TaskHistory(dataSource);
    }
}
