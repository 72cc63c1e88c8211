package dev.jobrunner.scheduler.security;

import dev.jobrunner.core.access.Role;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Leads people to the sign-in page, or tells them that they may not do what they asked for. */
final class PageAnswers implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final AccessRules rules;

    PageAnswers(AccessRules rules) {
        this.rules = rules;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (request.getHeader("HX-Request") != null) {
            // a fragment of a page that is still open: the whole page has to go to the sign-in
            response.setHeader("HX-Redirect", request.getContextPath() + "/sign-in");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else if (accepts(request, MediaType.TEXT_EVENT_STREAM_VALUE) || accepts(request, "application/json")) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            response.sendRedirect(Next.signInPage(request));
        }
    }

    /** A path that no rule names does not exist; one that it names for another method does not allow this one. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException, ServletException {
        Optional<Person> person = Person.ofThisRequest();
        if (failure instanceof CrossSite) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else if (person.isEmpty()) {
            commence(request, response, new NotSignedIn());
        } else if (!person.get().is(Role.VIEWER)) {
            // the provider vouches for them, but nobody has given them a role; the sign-in page says so
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            request.getRequestDispatcher(Paths.SIGN_IN_AGAIN).forward(request, response);
        } else if (rules.methodsOf(Paths.of(request)).isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (rules.of(HttpMethod.valueOf(request.getMethod()), Paths.of(request))
                .isEmpty()) {
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private static boolean accepts(HttpServletRequest request, String type) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(type) && !accept.contains(MediaType.TEXT_HTML_VALUE);
    }

    private static final class NotSignedIn extends AuthenticationException {

        private static final long serialVersionUID = 1L;

        NotSignedIn() {
            super("nobody is signed in");
        }
    }
}
