package dev.jobrunner.core.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may use pages and API.
 *
 * @param adminPassword of the user {@code admin}; null if none is set
 */
@ConfigurationProperties("jobrunner")
public record AdminSettings(@Nullable String adminPassword) {

    public AdminSettings {
        if (adminPassword != null) {
            Variables.ADMIN_PASSWORD.require(adminPassword);
        }
    }

    @Override
    public String toString() {
        return adminPassword == null ? "AdminSettings without a password" : "AdminSettings with a password";
    }
}
