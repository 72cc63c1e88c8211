package dev.jobrunner.worker.harness;

import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.worker.WorkerApplication;
import dev.jobrunner.worker.handler.TaskHandler;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole worker inside the test's process, with the test's handlers and fast intervals. Closing shuts it down as SIGTERM does. */
public final class RunningWorker implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private RunningWorker(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Later settings win over the fast defaults. */
    public static RunningWorker start(TestDatabase database, List<TaskHandler> handlers, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--spring.flyway.enabled=false", // only on the class path of tests
                "--jobrunner.worker.concurrency=4",
                "--jobrunner.worker.poll-interval=200ms",
                "--jobrunner.worker.heartbeat-interval=200ms",
                "--jobrunner.worker.dead-after=5s",
                "--jobrunner.worker.shutdown-grace=2s"));
        for (String each : settings) {
            String name = each.substring(0, each.indexOf('=') + 1);
            arguments.removeIf(argument -> argument.startsWith(name));
            arguments.add(each);
        }
        ApplicationContextInitializer<GenericApplicationContext> beans = context -> {
            for (int i = 0; i < handlers.size(); i++) {
                TaskHandler handler = handlers.get(i);
                context.registerBean("test-handler-" + i, TaskHandler.class, () -> handler);
            }
        };
        return new RunningWorker(new SpringApplicationBuilder(WorkerApplication.class)
                .initializers(beans)
                .run(arguments.toArray(String[]::new)));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
