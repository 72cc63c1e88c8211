package dev.jobrunner.scheduler.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a change that a browser sends on behalf of another site. Browsers say so themselves: in {@code Sec-Fetch-Site},
 * and where that is missing in {@code Origin}. Programs send neither. This covers what a CSRF token cannot: the sign-in
 * itself, and passwords that a browser has learnt for the API and adds to every request.
 */
final class CrossSiteFilter extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final AccessDeniedHandler refused;

    CrossSiteFilter(AccessDeniedHandler refused) {
        this.refused = refused;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SAFE.contains(request.getMethod()) || isOurs(request)) {
            chain.doFilter(request, response);
        } else {
            refused.handle(request, response, new CrossSite());
        }
    }

    private static boolean isOurs(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin == null || isThisHost(origin, request);
    }

    private static boolean isThisHost(String origin, HttpServletRequest request) {
        try {
            URI uri = URI.create(origin);
            @Nullable String host = uri.getHost();
            int usual = "https".equals(uri.getScheme()) ? 443 : 80;
            int port = uri.getPort() == -1 ? usual : uri.getPort();
            return host != null && host.equalsIgnoreCase(request.getServerName()) && port == request.getServerPort();
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }
}
