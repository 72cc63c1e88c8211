package dev.jobrunner.scheduler.cli;

import dev.jobrunner.core.settings.BoundSettings;
import dev.jobrunner.core.settings.StartRefused;
import dev.jobrunner.scheduler.schema.DatabaseAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

/**
 * The settings as the server would read them, from the same files, variables and defaults, but without starting one: that
 * would take longer than the commands themselves.
 */
final class CommandSettings {

    private final ConfigurableEnvironment environment;

    private CommandSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** @throws StartRefused if a variable has a wrong value */
    static CommandSettings read(Map<String, String> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment
                .getPropertySources()
                .replace(name, new SystemEnvironmentPropertySource(name, new HashMap<>(variables)));
        environment.setActiveProfiles("cli");
        if (hasFiles(variables)) {
            ConfigDataEnvironmentPostProcessor.applyTo(environment);
        } else {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("application", Map.of("spring.application.name", "scheduler")));
        }
        for (EnvironmentPostProcessor each : ourPostProcessors()) {
            each.postProcessEnvironment(environment, new SpringApplication());
        }
        return new CommandSettings(environment);
    }

    /** @throws StartRefused if no database is set */
    DatabaseAccess database() {
        String url = environment.getProperty("spring.datasource.url");
        if (url == null) {
            throw new StartRefused("DATABASE_URL is not set; set it to postgres://USER:PASSWORD@HOST:5432/DATABASE");
        }
        return new DatabaseAccess(
                url,
                environment.getProperty("spring.datasource.username"),
                environment.getProperty("spring.datasource.password"));
    }

    boolean hasDatabase() {
        return environment.containsProperty("spring.datasource.url");
    }

    BoundSettings bound() {
        return new BoundSettings(environment);
    }

    /** Whether an operator has settings in files; looking for them as Spring does costs a third of a command's time. */
    private static boolean hasFiles(Map<String, String> variables) {
        return variables.keySet().stream().anyMatch(name -> name.startsWith("SPRING_CONFIG"))
                || System.getProperties().stringPropertyNames().stream()
                        .anyMatch(name -> name.startsWith("spring.config"))
                || Files.isDirectory(Path.of("config"))
                || Stream.of("yml", "yaml", "properties")
                        .anyMatch(kind -> Files.exists(Path.of("application." + kind)));
    }

    private static List<EnvironmentPostProcessor> ourPostProcessors() {
        DeferredLogFactory logs = destination -> destination.get();
        ArgumentResolver arguments = ArgumentResolver.of(DeferredLogFactory.class, logs)
                .and(org.apache.commons.logging.Log.class, LogFactory.getLog(CommandSettings.class))
                .and(ConfigurableBootstrapContext.class, new DefaultBootstrapContext());
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(EnvironmentPostProcessor.class, arguments, (type, implementation, failure) -> {
                    if (implementation.startsWith("dev.jobrunner")) {
                        throw new IllegalStateException("Cannot make " + implementation, failure);
                    }
                })
                .stream()
                .filter(each -> each.getClass().getName().startsWith("dev.jobrunner"))
                .toList();
    }
}
