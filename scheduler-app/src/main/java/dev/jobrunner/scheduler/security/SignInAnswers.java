package dev.jobrunner.scheduler.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutHandler;

/** What follows a sign-in or a sign-out on the pages. */
final class SignInAnswers implements AuthenticationSuccessHandler, AuthenticationFailureHandler, LogoutHandler {

    /** Without a request this long, a person is signed out. */
    static final Duration IDLE = Duration.ofHours(12);

    private final SessionAudit audit;
    private final ClientAddress addresses;

    SignInAnswers(SessionAudit audit, ClientAddress addresses) {
        this.audit = audit;
        this.addresses = addresses;
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication person)
            throws IOException {
        HttpSession session = request.getSession();
        // a session that nobody has signed in to lives for minutes only
        session.setMaxInactiveInterval((int) IDLE.toSeconds());
        audit.signedIn(person.getName(), caller(request, person));
        response.sendRedirect(Next.of(request, request.getParameter(Next.PARAMETER)));
    }

    /** Shows the form again; nothing in the answer tells whether there is such a user. */
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        if (failure instanceof TooManyFailures many) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(many.seconds()));
            response.setStatus(429);
            request.setAttribute("wait", many.seconds());
        } else {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            request.setAttribute("refused", true);
        }
        request.getRequestDispatcher("/sign-in").forward(request, response);
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication person) {
        if (person != null) {
            audit.signedOut(person.getName(), caller(request, person));
        }
    }

    private Caller caller(HttpServletRequest request, Authentication person) {
        return person.getDetails() instanceof Caller caller ? caller : new Caller(addresses.of(request), Caller.OIDC);
    }
}
