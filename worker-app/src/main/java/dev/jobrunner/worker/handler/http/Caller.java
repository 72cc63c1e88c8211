package dev.jobrunner.worker.handler.http;

import dev.jobrunner.worker.handler.RunContext;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends the requests of all HTTP handlers. */
final class Caller {

    private final HttpClient client;
    private final @Nullable Signer signer;
    private final @Nullable Duration timeout;

    /**
     * @param signer null if calls are not signed
     * @param timeout null if only the lock timeout ends a call
     */
    Caller(Duration connectTimeout, @Nullable Signer signer, @Nullable Duration timeout) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
        this.signer = signer;
        this.timeout = timeout;
    }

    @Nullable
    Duration timeout() {
        return timeout;
    }

    CompletableFuture<HttpResponse<Void>> post(Endpoint endpoint, RunContext run, Answer answer) {
        String runId = Long.toString(run.runId());
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.address())
                .POST(BodyPublishers.ofString(run.payload()))
                .setHeader("Content-Type", "application/json")
                .setHeader("User-Agent", "production-job-runner")
                .setHeader("Idempotency-Key", runId)
                .setHeader("X-Jobrunner-Task-Id", Long.toString(run.taskId()))
                .setHeader("X-Jobrunner-Run-Id", runId)
                .setHeader("X-Jobrunner-Task-Type", printable(run.taskType()))
                .setHeader("X-Jobrunner-Attempt", Integer.toString(run.attempt()))
                .setHeader("X-Jobrunner-Scheduled-For", run.scheduledFor().toString())
                .setHeader(
                        "X-Jobrunner-Late-Seconds", Long.toString(run.lateBy().toSeconds()));
        if (endpoint.authorization() != null) {
            request.setHeader("Authorization", endpoint.authorization());
        }
        if (signer != null) {
            signer.sign(runId, run.payload()).forEach(request::setHeader);
        }
        return client.sendAsync(request.build(), answer.handler());
    }

    /** A header takes nothing but ASCII. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
