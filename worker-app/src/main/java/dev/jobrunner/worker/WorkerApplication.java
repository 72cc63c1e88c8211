package dev.jobrunner.worker;

import dev.jobrunner.core.settings.StartRefused;
import dev.jobrunner.core.settings.WiringRefused;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the worker. */
@SpringBootApplication
public class WorkerApplication {

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
