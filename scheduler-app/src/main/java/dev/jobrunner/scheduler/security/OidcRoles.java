package dev.jobrunner.scheduler.security;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.core.settings.OidcSettings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Gives a person of the provider the highest role that a value of the claim stands for; none if none does. */
final class OidcRoles implements OAuth2UserService<OidcUserRequest, OidcUser> {

    private final OidcSettings settings;
    private final OidcUserService provider = new OidcUserService();

    OidcRoles(OidcSettings settings) {
        this.settings = settings;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcUser user = provider.loadUser(request);
        List<GrantedAuthority> authorities =
                of(user.getClaims()).map(SignInDesk::authorities).orElse(List.of());
        return new OidcPerson(authorities, user);
    }

    Optional<Role> of(Map<String, Object> claims) {
        Set<String> values = values(find(claims));
        if (settings.admins().stream().anyMatch(values::contains)) {
            return Optional.of(Role.ADMIN);
        }
        if (settings.operators().stream().anyMatch(values::contains)) {
            return Optional.of(Role.OPERATOR);
        }
        return settings.viewers().stream().anyMatch(values::contains) ? Optional.of(Role.VIEWER) : Optional.empty();
    }

    /** A claim's name may hold dots itself, as addresses do. */
    private @Nullable Object find(Map<String, Object> claims) {
        if (claims.containsKey(settings.roleClaim())) {
            return claims.get(settings.roleClaim());
        }
        @Nullable Object inner = claims;
        for (String step : settings.roleClaim().split("\\.", -1)) {
            inner = inner instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return inner;
    }

    private static Set<String> values(@Nullable Object claim) {
        if (claim instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).collect(Collectors.toSet());
        }
        return claim instanceof String one ? Set.of(one) : Set.of();
    }
}
