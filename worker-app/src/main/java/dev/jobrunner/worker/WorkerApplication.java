package dev.jobrunner.worker;

import dev.jobrunner.core.settings.StartRefused;
import dev.jobrunner.core.settings.WiringRefused;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the worker. */
@SpringBootApplication
public class WorkerApplication {

    static {
        // The pool would test a connection that has rested for half a second by a transaction of its own: as many as
        // all of an idle worker's
        // others. Whatever a worker sends is sent again when it fails.
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "10000");
    }

    public static void main(String[] arguments) {
        try {
            SpringApplication.run(WorkerApplication.class, arguments);
        } catch (RuntimeException e) {
            if (WiringRefused.causes(e)) {
                System.exit(StartRefused.EXIT_CODE); // the line for the operator has been printed
            }
            throw e;
        }
    }
}
