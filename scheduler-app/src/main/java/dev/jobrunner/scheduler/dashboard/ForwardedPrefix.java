package dev.jobrunner.scheduler.dashboard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Behind a proxy that serves the application under a path and takes that path off, {@code X-Forwarded-Prefix} says which it
 * was; it then is in front of every address that a page has. Anything but a plain path is ignored, above all what a browser
 * would take for another host.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
final class ForwardedPrefix extends OncePerRequestFilter {

    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*){1,8}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String prefix = request.getHeader("X-Forwarded-Prefix");
        boolean usable = prefix != null
                && prefix.length() <= 200
                && PLAIN.matcher(prefix).matches();
        chain.doFilter(usable ? new Prefixed(request, String.valueOf(prefix)) : request, response);
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static final class Prefixed extends HttpServletRequestWrapper {

        private final String prefix;

        Prefixed(HttpServletRequest request, String prefix) {
            super(request);
            this.prefix = prefix;
        }

        @Override
        public String getContextPath() {
            return prefix + super.getContextPath();
        }

        @Override
        public String getRequestURI() {
            return prefix + super.getRequestURI();
        }

        @Override
        public StringBuffer getRequestURL() {
            StringBuffer url = super.getRequestURL();
            int path = url.indexOf("/", url.indexOf("//") + 2);
            return url.insert(path < 0 ? url.length() : path, prefix);
        }
    }
}
