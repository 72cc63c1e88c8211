package dev.jobrunner.scheduler.dashboard;

import dev.jobrunner.core.settings.DatabaseAway;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.input.Unstorable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** A page that cannot be shown ends on the error page, which says what is the matter and what to do. */
@ControllerAdvice(basePackageClasses = PageFailures.class)
@Order(-10)
final class PageFailures {

    private static final Logger log = LoggerFactory.getLogger(PageFailures.class);

    @ExceptionHandler
    void invalid(InvalidInputException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        end(request, response, 400, new Failure("That is not allowed", String.valueOf(failure.getMessage())));
    }

    @ExceptionHandler
    void invalid(TypeMismatchException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        end(request, response, 400, Failure.ofStatus(400));
    }

    /** An address with bytes that are no text. */
    @ExceptionHandler
    void unreadable(InvalidParameterException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        end(request, response, 400, Failure.ofStatus(400));
    }

    @ExceptionHandler
    void absent(NotThereException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        end(request, response, 404, new Failure("Not found", String.valueOf(failure.getMessage())));
    }

    @ExceptionHandler
    void database(DataAccessException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (Unstorable.isCauseOf(failure)) {
            end(request, response, 400, Failure.ofStatus(400));
            return;
        }
        log.warn("A page could not be shown", failure);
        end(
                request,
                response,
                503,
                new Failure(
                        "The database does not answer",
                        DatabaseAway.explain(failure).orElse("It refused the request; the scheduler's log says why.")));
    }

    /** What Spring itself refuses: a missing parameter, a wrong method. Whatever else goes wrong is a fault, and logged as one. */
    @ExceptionHandler
    void other(Exception failure, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (!(failure instanceof ErrorResponse refused)) {
            throw failure;
        }
        int status = refused.getStatusCode().value();
        end(request, response, status, Failure.ofStatus(status));
    }

    private static void end(HttpServletRequest request, HttpServletResponse response, int status, Failure failure)
            throws IOException {
        failure.keepFor(request);
        response.sendError(status);
    }
}
