package dev.jobrunner.scheduler.api;

import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.settings.DatabaseAway;
import dev.jobrunner.scheduler.input.InvalidInputException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns what callers got wrong, and what they cannot help, into RFC 9457 problem details. */
@RestControllerAdvice(basePackageClasses = ApiProblems.class)
final class ApiProblems {

    private static final Logger log = LoggerFactory.getLogger(ApiProblems.class);

    @ExceptionHandler
    ProblemDetail invalid(InvalidInputException failure) {
        ProblemDetail problem = badRequest(failure.getMessage(), failure.field());
        problem.setProperty("allowed", failure.allowed());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidScheduleException failure) {
        return badRequest(failure.getMessage(), failure.field().inSnakeCase());
    }

    @ExceptionHandler
    ProblemDetail database(DataAccessException failure) {
        log.warn("A request failed", failure);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                DatabaseAway.explain(failure).orElse("the database refused the request; the log says why"));
        problem.setTitle("Database unavailable");
        return problem;
    }

    private static ProblemDetail badRequest(@Nullable String detail, String field) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(detail));
        problem.setTitle("Invalid value");
        problem.setProperty("field", field);
        return problem;
    }
}
