package dev.jobrunner.scheduler.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The page that somebody wanted before the sign-in: a path of ours in the parameter {@value #PARAMETER}, nothing else. */
final class Next {

    static final String PARAMETER = "next";

    /** Of the session, while somebody is at the provider. */
    static final String ATTRIBUTE = "jobrunner.next";

    private static final String HOME = "/";
    private static final int LONGEST = 2_000;

    private Next() {}

    /** The address of the sign-in page that leads back to this request. */
    static String signInPage(HttpServletRequest request) {
        String query = request.getQueryString();
        String wanted = Paths.of(request) + (query == null ? "" : "?" + query);
        boolean comesBack = request.getMethod().equals("GET") && !wanted.equals(HOME) && isOurs(wanted);
        return request.getContextPath() + "/sign-in"
                + (comesBack ? "?" + PARAMETER + "=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8) : "");
    }

    /** Where to go, context path included; the overview if the given path would lead anywhere else. */
    static String of(HttpServletRequest request, @Nullable String wanted) {
        return request.getContextPath() + (wanted != null && isOurs(wanted) ? wanted : HOME);
    }

    /** A browser reads {@code //host} and {@code /\host} as another site. */
    private static boolean isOurs(String path) {
        return path.length() <= LONGEST
                && path.startsWith("/")
                && !path.startsWith("//")
                && path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')
                && !path.startsWith("/sign-");
    }
}
