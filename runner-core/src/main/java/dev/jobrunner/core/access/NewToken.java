package dev.jobrunner.core.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A token to be made.
 *
 * @param name by which people and the audit know it
 * @param lifetime from now on; null for one that never expires
 */
public record NewToken(String name, Role role, @Nullable Duration lifetime) {

    public NewToken {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A token needs a name");
        }
        if (lifetime != null && (lifetime.isNegative() || lifetime.isZero())) {
            throw new IllegalArgumentException("A token cannot live for " + lifetime);
        }
    }
}
