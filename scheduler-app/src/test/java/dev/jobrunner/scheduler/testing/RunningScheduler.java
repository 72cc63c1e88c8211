package dev.jobrunner.scheduler.testing;

import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.scheduler.SchedulerApplication;
import dev.jobrunner.scheduler.security.SignedIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole scheduler on a database of its own, as it starts in production, asked over HTTP as the user admin. */
public final class RunningScheduler implements AutoCloseable {

    /** Of the user admin. */
    public static final String PASSWORD = SignedIn.passwordOf(Role.ADMIN);

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final TestDatabase database;
    private final ConfigurableApplicationContext context;
    private final URI address;

    private RunningScheduler(TestDatabase database, ConfigurableApplicationContext context, URI address) {
        this.database = database;
        this.context = context;
        this.address = address;
    }

    /** Starts it on a fresh, migrated schema, and returns when it is ready. */
    public static RunningScheduler start(String... arguments) {
        TestDatabase database = TestDatabase.migrated();
        List<String> all = new ArrayList<>(List.of(
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--server.port=0"));
        all.addAll(List.of(arguments));
        ConfigurableApplicationContext context =
                SpringApplication.run(SchedulerApplication.class, all.toArray(String[]::new));
        String prefix = context.getEnvironment().getProperty("server.servlet.context-path", "");
        URI address = URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + prefix);
        RunningScheduler scheduler = new RunningScheduler(database, context, address);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> scheduler.get("/actuator/health/readiness").statusCode() == 200);
        return scheduler;
    }

    public TestDatabase database() {
        return database;
    }

    /** A bean of the running application. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Where it listens, path prefix included, without a slash at the end. */
    public URI address() {
        return address;
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    public JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    /** @param body JSON */
    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /** A request to a path of this scheduler, signed by the admin's password. */
    public HttpRequest.Builder request(String path) {
        return SignedIn.request(address + path);
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
