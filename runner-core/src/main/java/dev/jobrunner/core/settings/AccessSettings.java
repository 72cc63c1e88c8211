package dev.jobrunner.core.settings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What strangers may see, and how far the way to us can be trusted.
 *
 * @param healthPublic whether {@code /scheduler/health} answers without a sign-in
 * @param metricsPublic whether {@code /actuator/prometheus} answers without a sign-in
 * @param trustedProxies how many proxies of ours stand between a client and this process; each adds one address at the
 *     right end of {@code X-Forwarded-For}
 */
@ConfigurationProperties("jobrunner.access")
public record AccessSettings(
        @DefaultValue("true") boolean healthPublic,
        @DefaultValue("false") boolean metricsPublic,
        @DefaultValue("0") int trustedProxies) {

    public AccessSettings {
        AccessVariables.TRUSTED_PROXIES.require(trustedProxies);
    }
}
