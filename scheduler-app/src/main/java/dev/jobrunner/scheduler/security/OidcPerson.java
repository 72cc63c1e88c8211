package dev.jobrunner.scheduler.security;

import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Somebody whom the provider vouches for. The prefix of the name keeps them apart from the users that settings make. */
final class OidcPerson extends DefaultOidcUser {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 100;

    OidcPerson(Collection<? extends GrantedAuthority> authorities, OidcUser user) {
        super(authorities, user.getIdToken(), user.getUserInfo());
    }

    @Override
    public String getName() {
        String name = Stream.of(getPreferredUsername(), getEmail(), getSubject())
                .filter(Objects::nonNull)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("somebody");
        String plain = name.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
        return "sso:" + plain.substring(0, Math.min(LONGEST, plain.length()));
    }
}
