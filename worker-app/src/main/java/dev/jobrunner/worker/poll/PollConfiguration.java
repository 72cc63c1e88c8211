package dev.jobrunner.worker.poll;

import dev.jobrunner.core.fleet.WorkerIdentity;
import dev.jobrunner.core.queue.TaskQueue;
import dev.jobrunner.core.settings.WorkerSettings;
import dev.jobrunner.worker.execute.TaskPool;
import dev.jobrunner.worker.fleet.Heartbeat;
import dev.jobrunner.worker.handler.HandlerRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the poll loop. */
@Configuration(proxyBeanMethods = false)
class PollConfiguration {

    @Bean
    Poll.PollSettings pollSettings(WorkerIdentity identity, HandlerRegistry handlers, WorkerSettings settings) {
        return new Poll.PollSettings(identity.id(), handlers.environmentNames(), settings.pollInterval());
    }

    @Bean
    PollLoop pollLoop(TaskQueue queue, TaskPool pool, Heartbeat heartbeat, Poll.PollSettings settings) {
        PollLoop loop =
                new PollLoop(new Poll(queue, pool, heartbeat.fence(), heartbeat::isDrained, settings), new Progress());
        pool.onSlotFreed(loop::wake);
        return loop;
    }
}
