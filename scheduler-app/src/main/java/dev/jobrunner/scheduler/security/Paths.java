package dev.jobrunner.scheduler.security;

import jakarta.servlet.http.HttpServletRequest;

/** The path of a request as the rules see it. */
final class Paths {

    private Paths() {}

    /** Without the context path or a proxy's prefix; undecoded. */
    static String of(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
