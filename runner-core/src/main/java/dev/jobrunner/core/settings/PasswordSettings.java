package dev.jobrunner.core.settings;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The passwords of the users that settings make; a user without one does not exist. Two users never share a password:
 * whoever knows the lesser one would have the greater.
 *
 * @param adminPassword of the user {@code admin}
 * @param operatorPassword of the user {@code operator}
 * @param viewerPassword of the user {@code viewer}
 */
@ConfigurationProperties("jobrunner")
public record PasswordSettings(
        @Nullable String adminPassword,
        @Nullable String operatorPassword,
        @Nullable String viewerPassword) {

    public PasswordSettings {
        check(AccessVariables.ADMIN_PASSWORD, adminPassword);
        check(AccessVariables.OPERATOR_PASSWORD, operatorPassword);
        check(AccessVariables.VIEWER_PASSWORD, viewerPassword);
        long set = Stream.of(adminPassword, operatorPassword, viewerPassword)
                .filter(password -> password != null)
                .count();
        long different = Stream.of(adminPassword, operatorPassword, viewerPassword)
                .filter(password -> password != null)
                .distinct()
                .count();
        if (different < set) {
            throw new IllegalArgumentException("ADMIN_PASSWORD, OPERATOR_PASSWORD and VIEWER_PASSWORD must differ from"
                    + " each other: whoever knows one would have the rights of another");
        }
    }

    @Override
    public String toString() {
        return "PasswordSettings";
    }

    private static void check(Variable<String> variable, @Nullable String password) {
        if (password != null) {
            variable.require(password);
        }
    }
}
