package dev.jobrunner.scheduler.dashboard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** An address that nothing answers: people get a page, programs a problem. */
@ControllerAdvice
@Order(-10)
final class UnknownAddress {

    @ExceptionHandler
    @Nullable
    ProblemDetail unknown(NoResourceFoundException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept != null && accept.contains(MediaType.TEXT_HTML_VALUE)) {
            response.sendError(404);
            return null;
        }
        return failure.getBody();
    }
}
