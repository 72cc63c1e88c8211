package dev.jobrunner.scheduler.api.taskset;

import dev.jobrunner.core.taskset.RefusedSetException;
import dev.jobrunner.scheduler.taskset.InvalidFileException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns faults of files, and what keeps them from being applied, into problem details that list all of them. */
@RestControllerAdvice(basePackageClasses = TaskSetProblems.class)
@Order(-1)
final class TaskSetProblems {

    @ExceptionHandler
    ProblemDetail invalid(InvalidFileException failure) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(failure.getMessage()));
        problem.setTitle("Invalid value");
        problem.setProperty("field", "body");
        problem.setProperty("problems", failure.problems());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail refused(RefusedSetException failure) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                failure.isChangedMeanwhile() ? HttpStatus.PRECONDITION_FAILED : HttpStatus.CONFLICT,
                String.valueOf(failure.getMessage()));
        problem.setTitle(failure.isChangedMeanwhile() ? "Changed meanwhile" : "Conflict");
        return problem;
    }
}
