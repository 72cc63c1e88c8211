package dev.jobrunner.scheduler.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import tools.jackson.databind.json.JsonMapper;

/** Tells programs why they are not let in, and what to do, as RFC 9457 problem details. */
final class ApiAnswers implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final AccessRules rules;
    private final JsonMapper json;

    ApiAnswers(AccessRules rules, JsonMapper json) {
        this.rules = rules;
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof TooManyFailures many) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(many.seconds()));
            write(
                    request,
                    response,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "Too many failed sign-ins",
                    "Too many failed sign-ins came from this address; try again in " + many.seconds()
                            + " s. A valid token is not held up.");
        } else if (failure instanceof AuthenticationServiceException) {
            write(
                    request,
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Sign-in unavailable",
                    failure.getMessage() + "; try again soon. HTTP Basic works meanwhile.");
        } else {
            challenge(request, response);
            write(request, response, HttpStatus.UNAUTHORIZED, "Not signed in", whatToSend(request));
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        String path = Paths.of(request);
        HttpMethod method = HttpMethod.valueOf(request.getMethod());
        Set<HttpMethod> methods = rules.methodsOf(path);
        Optional<Rule> rule = rules.of(method, path);
        Optional<Person> person = Person.ofThisRequest();
        if (failure instanceof CrossSite || person.isEmpty()) {
            write(request, response, HttpStatus.FORBIDDEN, "Not allowed", "Refused: " + failure.getMessage() + ".");
        } else if (methods.isEmpty()) {
            write(
                    request,
                    response,
                    HttpStatus.NOT_FOUND,
                    "Not found",
                    "There is nothing at " + path + "; /v3/api-docs lists what there is.");
        } else if (rule.isEmpty()) {
            String allowed = methods.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
            response.setHeader(HttpHeaders.ALLOW, allowed);
            write(
                    request,
                    response,
                    HttpStatus.METHOD_NOT_ALLOWED,
                    "Method not allowed",
                    method + " is not allowed at " + path + "; allowed is " + allowed + ".");
        } else {
            write(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    "Not allowed",
                    person.get().name() + " may not do this: it needs the role "
                            + rule.get().need().name().toLowerCase(Locale.ROOT) + ". Use a user or token that has it.");
        }
    }

    private static String whatToSend(HttpServletRequest request) {
        String ways =
                "Send 'Authorization: Bearer TOKEN' with a token that an admin made (page Tokens, or 'tokens create'),"
                        + " or HTTP Basic with a user and its password.";
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null
                ? "This needs a sign-in. " + ways
                : "The credentials are not valid: wrong, expired or revoked. " + ways;
    }

    /** A browser that is offered Basic asks for a password in a window of its own, and then sends it to us unasked. */
    private static void challenge(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"jobrunner\"");
        if (request.getHeader("Sec-Fetch-Mode") == null) {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"jobrunner\", charset=\"UTF-8\"");
        }
    }

    void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String title, String detail)
            throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
    }
}
