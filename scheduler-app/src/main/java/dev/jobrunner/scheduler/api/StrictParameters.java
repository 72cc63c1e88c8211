package dev.jobrunner.scheduler.api;

import dev.jobrunner.scheduler.input.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.MethodParameter;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Refuses parameters that the called method does not declare: a filter that is misspelt must not answer with everything.
 * Known are the names of {@link RequestParam} parameters, and those of a {@link PageQuery}.
 */
final class StrictParameters implements HandlerInterceptor {

    private static final String PACKAGE = StrictParameters.class.getPackageName();
    private static final int LONGEST_SHOWN = 200;

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getPackageName().startsWith(PACKAGE)) {
            Set<String> known = known(method);
            given(request).stream()
                    .filter(name -> !known.contains(name))
                    .findFirst()
                    .ifPresent(unknown -> {
                        throw new InvalidInputException(
                                unknown,
                                String.valueOf(request.getParameter(unknown)),
                                known.isEmpty()
                                        ? "no parameter here"
                                        : "only the parameters " + String.join(", ", known));
                    });
            given(request).forEach(name -> refuseUnstorable(request, name));
            if (Arrays.stream(method.getMethodParameters())
                    .noneMatch(each -> each.hasParameterAnnotation(RequestBody.class))) {
                refuseBody(request);
            }
        }
        return true;
    }

    /** Somebody who sends one means something by it, such as a dry run; an empty object means nothing. */
    private static void refuseBody(HttpServletRequest request) throws IOException {
        byte[] beginning = request.getInputStream().readNBytes(LONGEST_SHOWN);
        String body = new String(beginning, StandardCharsets.UTF_8).strip();
        if (!body.isEmpty() && !body.replaceAll("\\s", "").equals("{}")) {
            throw new InvalidInputException("body", body, "no body here");
        }
    }

    /** PostgreSQL has no such text, so nothing could match it; here its parameter is still known. */
    private static void refuseUnstorable(HttpServletRequest request, String name) {
        for (String value : request.getParameterValues(name)) {
            if (value.indexOf(0) >= 0) {
                throw new InvalidInputException(name, value, "a text without \\u0000");
            }
        }
    }

    private static Set<String> given(HttpServletRequest request) {
        return UriComponentsBuilder.newInstance()
                .query(request.getQueryString())
                .build()
                .getQueryParams()
                .keySet();
    }

    private static Set<String> known(HandlerMethod method) {
        Set<String> known = new TreeSet<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam declared = parameter.getParameterAnnotation(RequestParam.class);
            if (declared != null) {
                known.add(StringUtils.hasText(declared.name()) ? declared.name() : nameOf(parameter));
            } else if (parameter.getParameterType() == PageQuery.class) {
                known.addAll(Arrays.asList("limit", "after"));
            }
        }
        return known;
    }

    private static String nameOf(MethodParameter parameter) {
        return parameter.getParameter().getName();
    }
}
