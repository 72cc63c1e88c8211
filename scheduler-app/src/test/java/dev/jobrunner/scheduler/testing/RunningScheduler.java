package dev.jobrunner.scheduler.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.access.Role;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.scheduler.SchedulerApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole scheduler on a database of its own, as it starts in production. What it is asked here is asked as the user admin
 * over HTTP Basic, which is good for API, health and metrics; pages want a {@link #browser(Role) browser}.
 */
public final class RunningScheduler implements AutoCloseable {

    /** Of the user admin. */
    public static final String PASSWORD = SignedIn.passwordOf(Role.ADMIN);

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final TestDatabase database;
    private final ConfigurableApplicationContext context;
    private final URI address;

    private RunningScheduler(TestDatabase database, ConfigurableApplicationContext context) {
        this.database = database;
        this.context = context;
        String prefix = context.getEnvironment().getProperty("server.servlet.context-path", "");
        this.address = URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + prefix);
    }

    /** Starts it on a fresh, migrated schema, and returns when it is ready. */
    public static RunningScheduler start(String... arguments) {
        return startWith(List.of(), arguments);
    }

    /** The same with components of the test's own. */
    public static RunningScheduler startWith(List<Class<?>> additions, String... arguments) {
        TestDatabase database = TestDatabase.migrated();
        return run(database, database.jdbcUrl(), additions, arguments).whenReady();
    }

    /** The same on an empty schema, which it has to migrate itself. */
    public static RunningScheduler startOnNothing(String... arguments) {
        TestDatabase database = TestDatabase.empty();
        return run(database, database.jdbcUrl(), List.of(), arguments).whenReady();
    }

    /** Starts it on an empty schema that it reaches, or does not reach, by that URL; returns when it listens. */
    public static RunningScheduler startUnready(TestDatabase empty, String jdbcUrl, String... arguments) {
        return run(empty, jdbcUrl, List.of(), arguments);
    }

    private static RunningScheduler run(
            TestDatabase database, String jdbcUrl, List<Class<?>> additions, String... arguments) {
        List<Class<?>> sources = new ArrayList<>(List.of(SchedulerApplication.class));
        sources.addAll(additions);
        List<String> all = new ArrayList<>(List.of(
                "--spring.datasource.url=" + jdbcUrl,
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--server.port=0"));
        all.addAll(List.of(arguments));
        return new RunningScheduler(
                database, new SpringApplication(sources.toArray(Class<?>[]::new)).run(all.toArray(String[]::new)));
    }

    private RunningScheduler whenReady() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> get("/actuator/health/readiness").statusCode() == 200);
        return this;
    }

    public TestDatabase database() {
        return database;
    }

    /** Runs one statement on its database. */
    public void sql(String statement) {
        database.jdbc().sql(statement).update();
    }

    /** A bean of the running application. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** All its beans of a type. */
    public <T> List<T> beans(Class<T> type) {
        return List.copyOf(context.getBeansOfType(type).values());
    }

    /** Where it listens, path prefix included, without a slash at the end. */
    public URI address() {
        return address;
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    public JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    /** What a path answers with 200; fails on any other answer. */
    public JsonNode found(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** @param body JSON */
    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, BodyHandlers.ofString());
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return send(request.build());
    }

    public <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), body);
    }

    /** A request to a path of this scheduler, signed by the admin's password. */
    public HttpRequest.Builder request(String path) {
        return SignedIn.request(address + path);
    }

    /** A browser that nobody has signed in with. */
    public FormBrowser browser() {
        return new FormBrowser(this);
    }

    /** The browser of a person who has signed in: the user that is named as the role. */
    public FormBrowser browser(Role role) throws IOException, InterruptedException {
        return browser().signedIn(role);
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
