package dev.jobrunner.scheduler.security;

import dev.jobrunner.core.access.Role;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Checks name and password, from the form and from HTTP Basic alike. The check comes before the look at the throttle and
 * has no effect of its own, so right and wrong take the same time, and of guesses sent all at once no more are answered than
 * of guesses sent one by one.
 */
final class SignInDesk implements AuthenticationProvider {

    private final Users users;
    private final SignInThrottle throttle;
    private final SessionAudit audit;

    SignInDesk(Users users, SignInThrottle throttle, SessionAudit audit) {
        this.users = users;
        this.throttle = throttle;
        this.audit = audit;
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        Caller caller = (Caller) Objects.requireNonNull(asked.getDetails());
        String name = asked.getName();
        Optional<Role> role = users.check(name, String.valueOf(asked.getCredentials()));
        if (role.isEmpty()) {
            refuse(name, caller);
        }
        throttle.closedFor(caller.address()).ifPresent(wait -> {
            throw new TooManyFailures(wait);
        });
        UsernamePasswordAuthenticationToken person =
                UsernamePasswordAuthenticationToken.authenticated(name, null, authorities(role.orElseThrow()));
        person.setDetails(caller);
        return person;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    /** The role and those below it, as Spring's {@code isUserInRole} expects them. */
    static List<GrantedAuthority> authorities(Role role) {
        return role.withThoseBelow().stream()
                .<GrantedAuthority>map(each -> new SimpleGrantedAuthority("ROLE_" + each.word()))
                .toList();
    }

    private void refuse(String name, Caller caller) {
        Optional<Duration> wait = throttle.failed(caller.address());
        if (wait.isPresent()) {
            throw new TooManyFailures(wait.get());
        }
        audit.failed(users.known(name).map(Role::word).orElse(null), caller);
        throw new BadCredentialsException("name or password is wrong");
    }
}
