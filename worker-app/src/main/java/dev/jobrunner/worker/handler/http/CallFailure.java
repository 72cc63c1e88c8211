package dev.jobrunner.worker.handler.http;

import dev.jobrunner.worker.handler.RunFailedException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in one line why a call failed, without the secret parts of its address. */
final class CallFailure {

    private static final int LONGEST_HEADER = 64;

    private final Endpoint endpoint;

    CallFailure(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    RunFailedException refused(HttpResponse<?> response, String beginningOfBody) {
        StringBuilder message =
                new StringBuilder("HTTP %d from %s".formatted(response.statusCode(), endpoint.display()));
        if (response.statusCode() / 100 == 3) {
            message.append(" (redirects are not followed: name the final address)");
        }
        response.headers()
                .firstValue("Retry-After")
                .ifPresent(value ->
                        message.append(" (Retry-After: ").append(start(value)).append(')'));
        if (!beginningOfBody.isEmpty()) {
            message.append(": ").append(beginningOfBody);
        }
        return new RunFailedException(message.toString());
    }

    RunFailedException late(Duration timeout) {
        return new RunFailedException("No complete answer from %s within %s seconds (jobrunner.http.timeout)"
                .formatted(endpoint.display(), timeout.toSeconds()));
    }

    RunFailedException broken(Throwable cause) {
        return new RunFailedException(reason(cause) + " (" + endpoint.display() + ")", cause);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return "No connection in time: the host does not answer";
        }
        if (within(cause, UnresolvedAddressException.class) != null) {
            return "Unknown host";
        }
        if (cause instanceof ConnectException) {
            return "Connection refused: nothing listens there";
        }
        // The client wraps it, or not, depending on which of its threads sees it first.
        SSLException tls = within(cause, SSLException.class);
        return tls != null ? "TLS failed: " + detail(tls) : "The connection broke: " + detail(cause);
    }

    private static String detail(Throwable cause) {
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }

    private static <T extends Throwable> @Nullable T within(Throwable failure, Class<T> type) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }

    private static String start(String header) {
        return header.substring(0, Math.min(header.length(), LONGEST_HEADER));
    }
}
