package dev.jobrunner.worker.benchmark;

import dev.jobrunner.benchmarks.process.Recorder;
import dev.jobrunner.worker.handler.RunContext;
import dev.jobrunner.worker.handler.TaskHandler;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The benchmark's jobs as Java handlers of the product: one bean for each type that the system property
 * {@code benchmark.types} names. What a type does follows from its name.
 */
@Configuration(proxyBeanMethods = false)
class BenchmarkHandlers {

    @Bean
    static BeanDefinitionRegistryPostProcessor handlers() {
        Recorder recorder = Recorder.open(Path.of(System.getProperty("benchmark.recording")));
        return registry -> {
            for (String type : System.getProperty("benchmark.types").split(",")) {
                registry.registerBeanDefinition(
                        "handler_" + type,
                        BeanDefinitionBuilder.genericBeanDefinition(TaskHandler.class, () -> handler(type, recorder))
                                .getBeanDefinition());
            }
        };
    }

    private static TaskHandler handler(String type, Recorder recorder) {
        if (type.equals("blocked")) {
            return new Handler(type, run -> new CountDownLatch(1).await());
        }
        if (type.startsWith("limited_")) {
            long key = Long.parseLong(type.split("_")[2]);
            return new Handler(type, run -> {
                long start = System.nanoTime();
                Thread.sleep(5);
                recorder.record(start, key, 0);
            });
        }
        return new Handler(
                type,
                run -> recorder.record(
                        System.nanoTime(), run.taskId(), run.scheduledFor().toEpochMilli()));
    }

    @FunctionalInterface
    private interface Work {
        void run(RunContext run) throws Exception;
    }

    private record Handler(String taskType, Work work) implements TaskHandler {

        @Override
        public void handle(RunContext run) throws Exception {
            work.run(run);
        }
    }
}
