package dev.jobrunner.scheduler;

import dev.jobrunner.scheduler.cli.Commands;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the scheduler, or runs one command. */
@SpringBootApplication(proxyBeanMethods = false)
public class SchedulerApplication {

    private static final String LOGGING = "logback.configurationFile";

    public static void main(String[] arguments) {
        if (Commands.isCommand(arguments)) {
            if (System.getProperty(LOGGING) == null) {
                System.setProperty(LOGGING, "dev/jobrunner/core/settings/logback-stderr.xml");
            }
            System.exit(new Commands(System.getenv(), Clock.systemUTC()).run(System.out, System.err, arguments));
        }
        SpringApplication.run(SchedulerApplication.class, arguments);
    }
}
