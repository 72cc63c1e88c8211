package dev.jobrunner.scheduler.api;

import dev.jobrunner.scheduler.api.BodyLimit.BodyTooLargeException;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body that is not the JSON that was expected, in words that name the place. */
final class UnreadableBody {

    private UnreadableBody() {}

    static ProblemDetail explain(HttpMessageNotReadableException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLargeException) {
                ProblemDetail problem = Problems.of(
                        HttpStatus.CONTENT_TOO_LARGE, "the body is larger than " + BodyLimit.MOST + " bytes");
                problem.setProperty("allowed", "at most " + BodyLimit.MOST + " bytes");
                return problem;
            }
            if (cause instanceof UnrecognizedPropertyException unknown) {
                return unknown(unknown);
            }
            if (cause instanceof InvalidFormatException format) {
                return mismatch(format, String.valueOf(format.getValue()));
            }
            if (cause instanceof MismatchedInputException mismatch) {
                return mismatch(mismatch, null);
            }
            if (cause instanceof JacksonException broken) {
                return broken(broken);
            }
        }
        return Problems.invalid("body", null, "the body is missing or cannot be read", "JSON");
    }

    private static ProblemDetail unknown(UnrecognizedPropertyException unknown) {
        Collection<Object> known = unknown.getKnownPropertyIds();
        String allowed = known == null
                ? "only known fields"
                : known.stream()
                        .map(String::valueOf)
                        .sorted()
                        .collect(Collectors.joining(", ", "only the fields ", ""));
        return Problems.invalid(
                path(unknown), null, "the field " + path(unknown) + " is not known; allowed are " + allowed, allowed);
    }

    private static ProblemDetail mismatch(MismatchedInputException mismatch, @Nullable String value) {
        String path = path(mismatch);
        String field = path.isEmpty() ? "body" : path;
        String wanted = kind(mismatch.getTargetType());
        return Problems.invalid(
                field,
                value,
                (path.isEmpty() ? "the body" : "the field " + path) + " is not what is allowed here: " + wanted,
                wanted);
    }

    private static ProblemDetail broken(JacksonException broken) {
        TokenStreamLocation place = broken.getLocation();
        String where = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
        return Problems.invalid("body", null, "the body is not JSON" + where, "JSON");
    }

    private static String path(JacksonException failure) {
        return failure.getPath().stream()
                .map(each ->
                        each.getPropertyName() == null ? "[" + each.getIndex() + "]" : "." + each.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "another kind of value";
        }
        if (type.isEnum()) {
            return "one of its words";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        return type == String.class ? "a text" : "a JSON object";
    }
}
