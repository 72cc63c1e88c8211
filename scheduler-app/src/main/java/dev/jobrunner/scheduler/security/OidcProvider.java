package dev.jobrunner.scheduler.security;

import dev.jobrunner.core.settings.OidcSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/** Asks the provider about itself when somebody first signs in through it: the scheduler starts without it. */
final class OidcProvider implements ClientRegistrationRepository {

    static final String ID = "oidc";

    private final OidcSettings settings;
    private volatile @Nullable ClientRegistration known;

    OidcProvider(OidcSettings settings) {
        this.settings = settings;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!id.equals(ID)) {
            return null;
        }
        ClientRegistration found = known;
        if (found == null) {
            found = discover();
            known = found;
        }
        return found;
    }

    private ClientRegistration discover() {
        ClientRegistration found = ClientRegistrations.fromIssuerLocation(Objects.requireNonNull(settings.issuerUri()))
                .registrationId(ID)
                .clientId(Objects.requireNonNull(settings.clientId()))
                .clientSecret(Objects.requireNonNull(settings.clientSecret()))
                .redirectUri("{baseUrl}/sign-in/back/" + ID)
                .build();
        return ClientRegistration.withClientRegistration(found)
                .scope(scopes(found))
                .build();
    }

    /** Some providers tell groups only when asked for them by a scope of that name. */
    private static List<String> scopes(ClientRegistration found) {
        List<String> scopes = new ArrayList<>(List.of("openid", "profile", "email"));
        Object supported = found.getProviderDetails().getConfigurationMetadata().get("scopes_supported");
        if (supported instanceof Collection<?> all && all.contains("groups")) {
            scopes.add("groups");
        }
        return scopes;
    }
}
