package dev.jobrunner.core.settings;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sign-in through an OpenID Connect provider. It exists when all of issuer, client and secret are set; a part of them is
 * refused.
 *
 * @param issuerUri as the provider spells it in its tokens
 * @param roleClaim the claim that holds groups or roles; dots lead into objects ({@code realm_access.roles})
 * @param viewers values of the claim that make a viewer; likewise the others. Nobody has a role by default.
 */
@ConfigurationProperties("jobrunner.oidc")
public record OidcSettings(
        @Nullable String issuerUri,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue("groups") String roleClaim,
        @DefaultValue List<String> viewers,
        @DefaultValue List<String> operators,
        @DefaultValue List<String> admins) {

    public OidcSettings {
        viewers = List.copyOf(viewers);
        operators = List.copyOf(operators);
        admins = List.copyOf(admins);
        long set = Stream.of(issuerUri, clientId, clientSecret)
                .filter(text -> text != null)
                .count();
        if (set != 0 && set != 3) {
            throw new IllegalArgumentException("OIDC_ISSUER_URI, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together:"
                    + " set all three or none");
        }
        if (issuerUri != null) {
            AccessVariables.OIDC_ISSUER_URI.require(issuerUri);
        }
        if (set == 3 && viewers.isEmpty() && operators.isEmpty() && admins.isEmpty()) {
            throw new IllegalArgumentException("OIDC_ISSUER_URI is set, but nobody would have a role: set OIDC_VIEWERS,"
                    + " OIDC_OPERATORS or OIDC_ADMINS to values of the claim " + roleClaim);
        }
    }

    public boolean isOn() {
        return issuerUri != null;
    }

    @Override
    public String toString() {
        return isOn() ? "OidcSettings for " + issuerUri : "OidcSettings without a provider";
    }
}
