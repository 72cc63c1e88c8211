package dev.jobrunner.scheduler.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** Makes RFC 9457 problem details with a title for people and fields for programs. */
final class Problems {

    private static final Map<HttpStatus, String> TITLES = Map.of(
            HttpStatus.BAD_REQUEST, "Invalid value",
            HttpStatus.NOT_FOUND, "Not found",
            HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed",
            HttpStatus.NOT_ACCEPTABLE, "Not acceptable",
            HttpStatus.CONFLICT, "Conflict",
            HttpStatus.PRECONDITION_FAILED, "Changed meanwhile",
            HttpStatus.CONTENT_TOO_LARGE, "Body too large",
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type",
            HttpStatus.UNPROCESSABLE_CONTENT, "Key used otherwise",
            HttpStatus.SERVICE_UNAVAILABLE, "Database unavailable");

    private Problems() {}

    static ProblemDetail of(HttpStatus status, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(detail));
        problem.setTitle(TITLES.getOrDefault(status, status.getReasonPhrase()));
        return problem;
    }

    /** About one value that was given. */
    static ProblemDetail invalid(String field, @Nullable String value, String detail, @Nullable String allowed) {
        ProblemDetail problem = of(HttpStatus.BAD_REQUEST, detail);
        problem.setProperty("field", field);
        if (value != null) {
            problem.setProperty("value", value);
        }
        if (allowed != null) {
            problem.setProperty("allowed", allowed);
        }
        return problem;
    }
}
