package dev.jobrunner.core.settings;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/** Spring's own settings that both apps share. */
final class ProcessDefaults {

    private static final Duration SETTLE_TIME = Duration.ofSeconds(10);

    private ProcessDefaults() {}

    static Map<String, Object> in(ConfigurableEnvironment environment, Place place) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("spring.main.banner-mode", "off");
        if (!place.isWorker()) {
            return properties;
        }
        if (!environment.containsProperty("server.port")) {
            properties.put("spring.main.web-application-type", "none");
            properties.put("spring.main.keep-alive", "true");
        }
        Binder.get(environment)
                .bind(Variables.SHUTDOWN_GRACE.property(), Duration.class)
                .ifBound(grace -> properties.put(
                        "spring.lifecycle.timeout-per-shutdown-phase",
                        grace.plus(SETTLE_TIME).toString()));
        return properties;
    }
}
