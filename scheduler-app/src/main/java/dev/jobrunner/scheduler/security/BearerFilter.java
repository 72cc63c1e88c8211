package dev.jobrunner.scheduler.security;

import dev.jobrunner.core.access.Token;
import dev.jobrunner.core.access.TokenStore;
import dev.jobrunner.core.settings.DatabaseAway;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a program in by its token. A valid one passes even where the address is closed for failures: 32 random bytes cannot
 * be guessed, and a colleague's mistyped password must not stop the deploys of the same office.
 */
final class BearerFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final TokenStore tokens;
    private final SignInThrottle throttle;
    private final SessionAudit audit;
    private final ClientAddress addresses;
    private final AuthenticationEntryPoint refused;

    BearerFilter(
            TokenStore tokens,
            SignInThrottle throttle,
            SessionAudit audit,
            ClientAddress addresses,
            AuthenticationEntryPoint refused) {
        this.tokens = tokens;
        this.throttle = throttle;
        this.audit = audit;
        this.addresses = addresses;
        this.refused = refused;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String sent = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (sent == null || !sent.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            chain.doFilter(request, response);
            return;
        }
        try {
            signIn(sent.substring(SCHEME.length()).strip(), new Caller(addresses.of(request), Caller.TOKEN));
        } catch (AuthenticationException e) {
            refused.commence(request, response, e);
            return;
        }
        chain.doFilter(request, response);
    }

    private void signIn(String secret, Caller caller) {
        Token token = recognise(secret).orElseThrow(() -> failure(caller));
        UsernamePasswordAuthenticationToken program = UsernamePasswordAuthenticationToken.authenticated(
                token.actor(), null, SignInDesk.authorities(token.role()));
        program.setDetails(caller);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(program);
        SecurityContextHolder.setContext(context);
    }

    private Optional<Token> recognise(String secret) {
        try {
            return tokens.recognise(secret);
        } catch (DataAccessException e) {
            throw new AuthenticationServiceException(
                    DatabaseAway.explain(e).isPresent()
                            ? "the token cannot be checked: the database does not answer"
                            : "the token cannot be checked: the database refused the question",
                    e);
        }
    }

    private AuthenticationException failure(Caller caller) {
        Optional<Duration> wait = throttle.failed(caller.address());
        if (wait.isPresent()) {
            return new TooManyFailures(wait.get());
        }
        audit.failed(null, caller);
        return new BadCredentialsException("the token is unknown, expired or revoked");
    }
}
