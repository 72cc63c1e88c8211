package dev.jobrunner.scheduler.security;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Tells Tomcat that a proxy speaks https with the browser. Spring's filter for forwarded headers comes too late for the
 * session's cookie: Tomcat writes that itself, and would leave out {@code Secure}.
 */
final class SecureBehindProxy extends ValveBase {

    SecureBehindProxy() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if ("https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"))) {
            request.setSecure(true);
        }
        getNext().invoke(request, response);
    }
}
