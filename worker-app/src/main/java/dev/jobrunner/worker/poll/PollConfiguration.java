package dev.jobrunner.worker.poll;

import com.zaxxer.hikari.HikariDataSource;
import dev.jobrunner.core.fleet.WorkerIdentity;
import dev.jobrunner.core.queue.ClaimedTask;
import dev.jobrunner.core.queue.TaskQueue;
import dev.jobrunner.core.settings.WorkerSettings;
import dev.jobrunner.worker.execute.TaskPool;
import dev.jobrunner.worker.fleet.Heartbeat;
import dev.jobrunner.worker.handler.HandlerRegistry;
import java.sql.DriverManager;
import java.util.Optional;
import java.util.Properties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the poll loop. */
@Configuration(proxyBeanMethods = false)
class PollConfiguration {

    @Bean
    Poll.PollSettings pollSettings(WorkerIdentity identity, HandlerRegistry handlers, WorkerSettings settings) {
        return new Poll.PollSettings(identity.id(), handlers.environmentNames(), settings.pollInterval());
    }

    /** Its connection is none of the pool's: it is kept for as long as the worker lives, and read all the time. */
    @Bean
    @ConditionalOnProperty("jobrunner.worker.listen")
    DueListener dueListener(HikariDataSource pool) {
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        Optional.ofNullable(pool.getUsername()).ifPresent(user -> properties.setProperty("user", user));
        Optional.ofNullable(pool.getPassword()).ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("ApplicationName", "worker listening");
        return new DueListener(() -> DriverManager.getConnection(pool.getJdbcUrl(), properties), pool);
    }

    @Bean
    PollLoop pollLoop(
            TaskQueue queue,
            TaskPool pool,
            Heartbeat heartbeat,
            Poll.PollSettings settings,
            Optional<DueListener> listener) {
        Claims claims = new Claims(queue, pool, heartbeat, settings);
        Poll poll = new Poll(queue, pool, heartbeat, settings, claims);
        PollLoop loop = new PollLoop(poll, claims, new Progress(), listener);
        pool.settleThrough(claims::settle);
        pool.tell(new TaskPool.Listener() {
            @Override
            public void slotFreed() {
                if (claims.isHungry()) {
                    loop.wake();
                }
            }

            @Override
            public void settled(ClaimedTask task) {
                if (!claims.hasRefilled(task)) {
                    poll.settled(task.taskType());
                    loop.wake();
                }
            }
        });
        return loop;
    }
}
