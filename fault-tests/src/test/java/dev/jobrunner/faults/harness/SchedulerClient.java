package dev.jobrunner.faults.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls a scheduler's API as a careful program does. */
public final class SchedulerClient {

    private static final int TRIES = 20;
    static final String PASSWORD = "fault-tests-only";

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String credentials =
            "Basic " + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    private final String address;

    private SchedulerClient(String address) {
        this.address = address;
    }

    public static SchedulerClient of(App scheduler) {
        await().atMost(Duration.ofMinutes(1)).until(() -> scheduler.says("Tomcat started on port"));
        Matcher port = PORT.matcher(scheduler.log());
        if (!port.find()) {
            throw new IllegalStateException("No port in the log:\n" + scheduler.log());
        }
        return new SchedulerClient("http://127.0.0.1:" + port.group(1));
    }

    /** Asks until it is accepted, each time under the same key. */
    public void createUntilAccepted(String type, String key) {
        String body = "{\"task_type\": \"" + type + "\", \"name\": \"" + key + "\"}";
        for (int attempt = 0; attempt < TRIES; attempt++) {
            HttpResponse<String> answer = post("/api/v1/tasks", body, key);
            if (answer.statusCode() / 100 == 2) {
                return;
            }
            if (answer.statusCode() / 100 == 4) {
                throw new IllegalStateException(body + " is refused: " + answer.body());
            }
        }
        throw new IllegalStateException(body + " was not accepted in " + TRIES + " tries");
    }

    public HttpResponse<String> post(String path, String body, String key) {
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(address + path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.header("Authorization", credentials)
                            .timeout(Duration.ofSeconds(40))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted during a call", e);
        }
    }
}
