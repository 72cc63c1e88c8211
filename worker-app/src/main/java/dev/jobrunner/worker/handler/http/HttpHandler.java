package dev.jobrunner.worker.handler.http;

import dev.jobrunner.worker.handler.RunContext;
import dev.jobrunner.worker.handler.TaskHandler;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a job by one POST of its payload: a 2xx answer, read to its end, is success. */
final class HttpHandler implements TaskHandler {

    private final String taskType;
    private final Endpoint endpoint;
    private final Caller caller;
    private final CallFailure failure;

    HttpHandler(String taskType, Endpoint endpoint, Caller caller) {
        this.taskType = taskType;
        this.endpoint = endpoint;
        this.caller = caller;
        this.failure = new CallFailure(endpoint);
    }

    @Override
    public String taskType() {
        return taskType;
    }

    @Override
    public void handle(RunContext run) throws InterruptedException {
        Answer answer = new Answer(run.output());
        CompletableFuture<HttpResponse<Void>> call = caller.post(endpoint, run, answer);
        HttpResponse<Void> response = complete(call);
        if (response.statusCode() / 100 != 2) {
            throw failure.refused(response, answer.beginning());
        }
    }

    /** The timeout of HttpRequest ends with the headers; this one holds until the last byte of the body. */
    private HttpResponse<Void> complete(CompletableFuture<HttpResponse<Void>> call) throws InterruptedException {
        Duration timeout = caller.timeout();
        try {
            return timeout == null ? call.get() : call.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw failure.late(Objects.requireNonNull(timeout));
        } catch (ExecutionException e) {
            throw failure.broken(Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            call.cancel(true);
        }
    }
}
