package dev.jobrunner.scheduler;

import dev.jobrunner.scheduler.cli.Commands;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the scheduler, or runs one command. */
@SpringBootApplication(proxyBeanMethods = false)
public class SchedulerApplication {

    public static void main(String[] arguments) {
        if (Commands.isCommand(arguments)) {
            withoutLogging();
            System.exit(new Commands(System.getenv(), Clock.systemUTC()).run(System.out, System.err, arguments));
        }
        SpringApplication.run(SchedulerApplication.class, arguments);
    }

    /** A command says all it has to say itself, and setting up a log takes a third of its time. */
    private static void withoutLogging() {
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.setProperty("org.apache.commons.logging.LogFactory", "org.apache.commons.logging.impl.Slf4jLogFactory");
        Logger.getLogger("").setLevel(Level.OFF);
    }
}
