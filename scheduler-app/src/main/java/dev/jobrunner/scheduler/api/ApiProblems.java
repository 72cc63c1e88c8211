package dev.jobrunner.scheduler.api;

import dev.jobrunner.core.backfill.BackfillRefusedException;
import dev.jobrunner.core.calendar.CalendarConflictException;
import dev.jobrunner.core.schedule.InvalidScheduleException;
import dev.jobrunner.core.settings.DatabaseAway;
import dev.jobrunner.core.task.InvalidTaskException;
import dev.jobrunner.core.task.TaskConflictException;
import dev.jobrunner.scheduler.input.ConflictException;
import dev.jobrunner.scheduler.input.ForbiddenException;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.input.NotFoundException;
import dev.jobrunner.scheduler.input.Unstorable;
import dev.jobrunner.scheduler.schema.RootCause;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns what callers got wrong, and what they cannot help, into RFC 9457 problem details. */
@RestControllerAdvice(basePackageClasses = ApiProblems.class)
@Order(0)
final class ApiProblems {

    private static final Logger log = LoggerFactory.getLogger(ApiProblems.class);

    @ExceptionHandler
    ProblemDetail invalid(InvalidInputException failure) {
        return Problems.invalid(
                failure.field(),
                failure.value(),
                Objects.requireNonNullElse(failure.getMessage(), ""),
                failure.allowed());
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidScheduleException failure, HttpServletRequest request) {
        // the preview calls it as its parameter does, a task as its column
        boolean ofTask = failure.field() == InvalidScheduleException.Field.PATTERN
                && request.getServletPath().startsWith("/api/v1/tasks");
        return Problems.invalid(
                ofTask ? "schedule_pattern" : failure.field().inSnakeCase(),
                failure.value(),
                Objects.requireNonNullElse(failure.getMessage(), ""),
                null);
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidTaskException failure) {
        return Problems.invalid(
                failure.field(),
                failure.value(),
                Objects.requireNonNullElse(failure.getMessage(), ""),
                failure.allowed());
    }

    @ExceptionHandler
    ProblemDetail conflict(TaskConflictException failure) {
        if (failure.kind() == TaskConflictException.Kind.CHANGED_MEANWHILE) {
            return Problems.of(HttpStatus.PRECONDITION_FAILED, failure.getMessage());
        }
        return conflict(
                new ConflictException(Objects.requireNonNullElse(failure.getMessage(), ""), failure.existingId()));
    }

    @ExceptionHandler
    ProblemDetail invalid(BackfillRefusedException failure) {
        return Problems.invalid(
                failure.field(),
                failure.value(),
                Objects.requireNonNullElse(failure.getMessage(), ""),
                failure.allowed());
    }

    @ExceptionHandler
    ProblemDetail conflict(CalendarConflictException failure) {
        return Problems.of(
                failure.changedMeanwhile() ? HttpStatus.PRECONDITION_FAILED : HttpStatus.CONFLICT,
                failure.getMessage());
    }

    @ExceptionHandler
    ProblemDetail conflict(KeyUsedOtherwiseException failure) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, failure.getMessage());
    }

    @ExceptionHandler
    ProblemDetail forbidden(ForbiddenException failure) {
        return Problems.of(HttpStatus.FORBIDDEN, failure.getMessage());
    }

    /** An id in a path that is no number, and the like. */
    @ExceptionHandler
    ProblemDetail invalid(MethodArgumentTypeMismatchException failure) {
        Class<?> type = failure.getRequiredType();
        return invalid(new InvalidInputException(
                failure.getName(),
                String.valueOf(failure.getValue()),
                type == long.class || type == Long.class || type == int.class || type == Integer.class
                        ? "a whole number"
                        : type == boolean.class || type == Boolean.class ? "true or false" : "another value"));
    }

    @ExceptionHandler
    ProblemDetail missing(MissingServletRequestParameterException failure) {
        return invalid(new InvalidInputException(failure.getParameterName(), "", "a value; it is needed here"));
    }

    /** An address with bytes that are no text. */
    @ExceptionHandler
    ProblemDetail unreadable(InvalidParameterException failure, HttpServletRequest request) {
        return invalid(new InvalidInputException(
                "parameters", Objects.requireNonNullElse(request.getQueryString(), ""), "UTF-8, escaped with %"));
    }

    @ExceptionHandler
    ProblemDetail unreadable(HttpMessageNotReadableException failure) {
        return UnreadableBody.explain(failure);
    }

    @ExceptionHandler
    ProblemDetail missing(NotFoundException failure) {
        return Problems.of(HttpStatus.NOT_FOUND, failure.getMessage());
    }

    @ExceptionHandler
    ProblemDetail conflict(ConflictException failure) {
        ProblemDetail problem = Problems.of(HttpStatus.CONFLICT, failure.getMessage());
        if (failure.existingId() != null) {
            problem.setProperty("existing_id", failure.existingId());
        }
        return problem;
    }

    @ExceptionHandler
    ProblemDetail database(DataAccessException failure) {
        if (Unstorable.isCauseOf(failure)) {
            return Problems.invalid(
                    "body",
                    null,
                    "a value cannot be stored: " + RootCause.line(failure),
                    "texts without \\u0000, and times in the years 1 to 9999");
        }
        log.warn("A request failed", failure);
        return Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                DatabaseAway.explain(failure).orElse("the database refused the request; the log says why"));
    }
}
