package dev.jobrunner.scheduler.security;

import dev.jobrunner.core.access.Role;
import java.util.Optional;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who has signed in, person or program, as far as a filter can know: the request itself tells it only further down the chain. */
record Person(Authentication signedIn) {

    static Optional<Person> ofThisRequest() {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        return known == null || known instanceof AnonymousAuthenticationToken || !known.isAuthenticated()
                ? Optional.empty()
                : Optional.of(new Person(known));
    }

    String name() {
        return signedIn.getName();
    }

    boolean is(Role role) {
        return signedIn.getAuthorities().containsAll(SignInDesk.authorities(role));
    }
}
