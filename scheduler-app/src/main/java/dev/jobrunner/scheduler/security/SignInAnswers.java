package dev.jobrunner.scheduler.security;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutHandler;

/** What follows a sign-in or a sign-out on the pages. */
final class SignInAnswers implements AuthenticationSuccessHandler, AuthenticationFailureHandler, LogoutHandler {

    /** Without a request this long, a person is signed out. */
    static final Duration IDLE = Duration.ofHours(12);

    private static final Logger log = LoggerFactory.getLogger(SignInAnswers.class);

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
        Object remembered = session.getAttribute(Next.ATTRIBUTE);
        session.removeAttribute(Next.ATTRIBUTE);
        String wanted = remembered == null ? request.getParameter(Next.PARAMETER) : remembered.toString();
        response.sendRedirect(Next.of(request, wanted));
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
        } else if (failure instanceof BadCredentialsException) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            request.setAttribute("refused", true);
        } else {
            notThroughProvider(request, response, failure);
        }
        showForm(request, response);
    }

    /** For a sign-in that could not even begin. */
    void providerAway(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException, ServletException {
        log.warn("The OpenID Connect provider cannot be asked: {}", failure.getMessage());
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        request.setAttribute(
                "noSso",
                "The provider of your organisation's accounts does not answer. Try again soon, or sign in here with a name"
                        + " and password.");
        showForm(request, response);
    }

    /** The provider's reasons are for whoever runs the scheduler; the person gets what they can do. */
    private void notThroughProvider(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) {
        log.warn("A sign-in through the OpenID Connect provider failed: {}", failure.getMessage());
        audit.failed(null, new Caller(addresses.of(request), Caller.OIDC));
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        request.setAttribute(
                "noSso",
                "The sign-in with your organisation's account did not succeed. Try it again from here; if it stays so, the"
                        + " scheduler's log says why.");
    }

    private static void showForm(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        request.getRequestDispatcher(Paths.SIGN_IN_AGAIN).forward(request, response);
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication person) {
        if (person != null) {
            audit.signedOut(person.getName(), caller(request, person));
        }
        forgetSession(request, response);
    }

    /** Browsers keep pages for the back button; those that a session could see go with its cookie. */
    private static void forgetSession(HttpServletRequest request, HttpServletResponse response) {
        ServletContext application = request.getServletContext();
        Cookie cookie = new Cookie(application.getSessionCookieConfig().getName(), "");
        // as Tomcat has set it: without the prefix of a proxy
        cookie.setPath(application.getContextPath().isEmpty() ? "/" : application.getContextPath());
        cookie.setMaxAge(0);
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        response.addCookie(cookie);
    }

    private Caller caller(HttpServletRequest request, Authentication person) {
        return person.getDetails() instanceof Caller caller ? caller : new Caller(addresses.of(request), Caller.OIDC);
    }
}
