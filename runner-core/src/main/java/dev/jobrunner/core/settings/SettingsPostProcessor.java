package dev.jobrunner.core.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Brings the flat environment variables and the defaults into Spring's environment, and refuses what is wrong. */
final class SettingsPostProcessor implements EnvironmentPostProcessor, Ordered {

    /** Variables that are set; wins over files, loses to command line and system properties. */
    static final String VARIABLES = "jobrunnerVariables";

    /** What holds when nobody says otherwise. */
    static final String DEFAULTS = "jobrunnerDefaults";

    private static final String SYSTEM_ENVIRONMENT = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    private final VariableReader reader;

    SettingsPostProcessor(DeferredLogFactory logs) {
        this.reader = new VariableReader(logs.getLog(SettingsPostProcessor.class));
    }

    /** After the configuration files, since {@code spring.application.name} stands there. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        MutablePropertySources sources = environment.getPropertySources();
        Map<String, Object> system = systemEnvironment(sources);
        Map<String, Object> variables = new LinkedHashMap<>(reader.read(system));
        variables.putAll(DatabaseProperties.from(system.get(DatabaseUrl.VARIABLE)));
        MapPropertySource set = new MapPropertySource(VARIABLES, variables);
        if (sources.contains(SYSTEM_ENVIRONMENT)) {
            sources.addBefore(SYSTEM_ENVIRONMENT, set);
        } else {
            sources.addFirst(set);
        }

        Place place = new Place(
                environment.getProperty("spring.application.name", ""),
                "true".equals(String.valueOf(system.get("RENDER"))));
        Map<String, Object> defaults = new LinkedHashMap<>(DatabaseProperties.defaults(place));
        sources.addLast(new MapPropertySource(DEFAULTS, defaults));
        defaults.putAll(VariableReader.defaults(place));
        boolean command = environment.acceptsProfiles(Profiles.of(LogProperties.COMMAND_PROFILE));
        defaults.putAll(ProcessDefaults.in(environment, place, command));
        defaults.putAll(LogProperties.defaults(place, command, environment.getProperty(Variables.LOG_DIR.property())));
        SettingsCheck.run(environment);
        if (place.isScheduler() && !command && listens(environment, application)) {
            OpenDoor.refuse(environment);
        }
        if (isStartedByItsMainMethod(application) && !command) {
            DatabaseProperties.requireAddress(environment);
        }
    }

    private static boolean listens(ConfigurableEnvironment environment, SpringApplication application) {
        return application.getWebApplicationType() != WebApplicationType.NONE
                && !"none".equalsIgnoreCase(environment.getProperty("spring.main.web-application-type"));
    }

    /** Tests may bring the address, or a whole data source, later than this. */
    private static boolean isStartedByItsMainMethod(SpringApplication application) {
        Class<?> main = application.getMainApplicationClass();
        return main != null && application.getAllSources().contains(main);
    }

    private static Map<String, Object> systemEnvironment(MutablePropertySources sources) {
        PropertySource<?> source = sources.get(SYSTEM_ENVIRONMENT);
        return source instanceof MapPropertySource map ? map.getSource() : Map.of();
    }
}
