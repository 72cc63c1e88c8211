package dev.jobrunner.core.settings;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The lock timeouts as they are set.
 *
 * @param defaultTimeout how long a run may take, for types without a timeout of their own
 * @param types how long a run of a type may take, by type
 */
@ConfigurationProperties("jobrunner.lock-timeout")
record LockTimeoutProperties(
        @Name("default") Duration defaultTimeout, @Nullable Map<String, Duration> types) {

    LockTimeoutProperties {
        Variables.LOCK_TIMEOUT.require(defaultTimeout);
        types = ByType.environmentNames(Variables.LOCK_TIMEOUT_OF_TYPE.property(), types);
        types.values().forEach(Variables.LOCK_TIMEOUT_OF_TYPE::require);
    }

    LockTimeouts withDefaults() {
        Map<String, Duration> all = new HashMap<>(LockTimeouts.DEFAULTS);
        if (types != null) {
            all.putAll(types);
        }
        return new LockTimeouts(defaultTimeout, all);
    }
}
