package dev.jobrunner.scheduler.security;

import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * One line of the table.
 *
 * @param method {@code GET} stands for {@code HEAD} too
 * @param pattern a path pattern of Spring MVC, below the context path
 */
record Rule(HttpMethod method, String pattern, Need need) {

    PathPattern parsed() {
        return PathPatternParser.defaultInstance.parse(pattern);
    }

    List<HttpMethod> methods() {
        return method.equals(HttpMethod.GET) ? List.of(HttpMethod.GET, HttpMethod.HEAD) : List.of(method);
    }
}
