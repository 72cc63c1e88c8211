package dev.jobrunner.scheduler.security;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * Prepares {@code X-Forwarded-Prefix} for Spring's filter for forwarded headers, which takes it as it is: believes anything,
 * and puts it in the place of the path that the application listens under. Here anything but a plain path is dropped, above
 * all what a browser would take for another host, and the application's own path is put behind what a proxy took off.
 */
final class ForwardedPrefix extends ValveBase {

    private static final String HEADER = "X-Forwarded-Prefix";
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*){1,8}");
    private static final int LONGEST = 200;

    ForwardedPrefix() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String prefix = request.getHeader(HEADER);
        if (prefix != null) {
            MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
            headers.removeHeader(HEADER);
            if (prefix.length() <= LONGEST && PLAIN.matcher(prefix).matches()) {
                headers.addValue(HEADER).setString(prefix + ownPath(request));
            }
        }
        getNext().invoke(request, response);
    }

    /** Empty also for an address outside of the application. */
    private static String ownPath(Request request) {
        return request.getContext() == null ? "" : request.getContext().getPath();
    }
}
