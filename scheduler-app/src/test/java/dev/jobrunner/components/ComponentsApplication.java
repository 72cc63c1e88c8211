package dev.jobrunner.components;

import dev.jobrunner.scheduler.SchedulerApplication;
import org.springframework.boot.SpringApplication;

/** Starts the scheduler with the page of all components, to look at them under {@code /schedule/components}. */
final class ComponentsApplication {

    private ComponentsApplication() {}

    public static void main(String[] arguments) {
        new SpringApplication(SchedulerApplication.class, ComponentsPage.class).run(arguments);
    }
}
