package dev.jobrunner.scheduler.api;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Problem details for requests below {@code /api/} that reach no method. Other paths are left to whoever cares for pages,
 * and who is asked after this. */
@RestControllerAdvice
@Order(-20)
final class RoutingProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> missing(NoResourceFoundException failure, HttpServletRequest request)
            throws NoResourceFoundException {
        if (!isOurs(request)) {
            throw failure;
        }
        return answer(failure, Problems.of(HttpStatus.NOT_FOUND, "there is nothing at " + request.getRequestURI()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> method(HttpRequestMethodNotSupportedException failure, HttpServletRequest request)
            throws HttpRequestMethodNotSupportedException {
        if (!isOurs(request)) {
            throw failure;
        }
        String[] supported = failure.getSupportedMethods();
        String allowed = supported == null ? "another method" : String.join(", ", supported);
        ProblemDetail problem = Problems.of(
                HttpStatus.METHOD_NOT_ALLOWED,
                failure.getMethod() + " is not possible at " + request.getRequestURI() + "; allowed is " + allowed);
        problem.setProperty("allowed", allowed);
        return answer(failure, problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mediaType(HttpMediaTypeNotSupportedException failure, HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        if (!isOurs(request)) {
            throw failure;
        }
        ProblemDetail problem = Problems.of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "a body of type " + failure.getContentType() + " is not possible here; allowed is "
                        + MediaType.APPLICATION_JSON_VALUE);
        problem.setProperty("allowed", StringUtils.collectionToDelimitedString(failure.getSupportedMediaTypes(), ", "));
        return answer(failure, problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> acceptable(HttpMediaTypeNotAcceptableException failure, HttpServletRequest request)
            throws HttpMediaTypeNotAcceptableException {
        if (!isOurs(request)) {
            throw failure;
        }
        String allowed = StringUtils.collectionToDelimitedString(failure.getSupportedMediaTypes(), ", ");
        ProblemDetail problem =
                Problems.of(HttpStatus.NOT_ACCEPTABLE, "the answer is possible as " + allowed + " only");
        problem.setProperty("allowed", allowed);
        return answer(failure, problem);
    }

    private static boolean isOurs(HttpServletRequest request) {
        return request.getServletPath().startsWith("/api/");
    }

    private static ResponseEntity<ProblemDetail> answer(ErrorResponse failure, ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .headers(failure.getHeaders())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
