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

    static Map<String, Object> in(ConfigurableEnvironment environment, Place place, boolean command) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("spring.main.banner-mode", "off");
        properties.put("management.endpoints.web.exposure.include", "health,prometheus");
        properties.put("management.endpoint.health.probes.enabled", "true");
        boolean silentWorker = place.isWorker() && !environment.containsProperty("server.port");
        if (command || silentWorker) {
            properties.put("spring.main.web-application-type", "none");
        }
        if (!place.isWorker()) {
            return properties;
        }
        properties.put("spring.main.keep-alive", String.valueOf(silentWorker));
        Binder.get(environment)
                .bind(Variables.SHUTDOWN_GRACE.property(), Duration.class)
                .ifBound(grace -> properties.put(
                        "spring.lifecycle.timeout-per-shutdown-phase",
                        grace.plus(SETTLE_TIME).toString()));
        return properties;
    }
}
