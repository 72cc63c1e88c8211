package dev.jobrunner.core.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The limits as they are set.
 *
 * @param types how many tasks of a type run at once over all workers, by type
 */
@ConfigurationProperties("jobrunner.max-concurrent-runs")
record ConcurrencyProperties(@Nullable Map<String, Integer> types) {

    ConcurrencyProperties {
        types = ByType.environmentNames(Variables.MAX_CONCURRENT_RUNS.property(), types);
        types.values().forEach(Variables.MAX_CONCURRENT_RUNS::require);
    }

    ConcurrencyLimits limits() {
        return new ConcurrencyLimits(types == null ? Map.of() : types);
    }
}
