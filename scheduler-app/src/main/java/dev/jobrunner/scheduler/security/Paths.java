package dev.jobrunner.scheduler.security;

import jakarta.servlet.http.HttpServletRequest;

/** The path of a request as the rules see it. */
final class Paths {

    static final String SIGN_IN = "/sign-in";

    /** Shows the form with what was wrong; reached by a forward only. */
    static final String SIGN_IN_AGAIN = "/sign-in/again";

    private Paths() {}

    /** Without the context path or a proxy's prefix; undecoded. */
    static String of(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
