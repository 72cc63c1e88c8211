package dev.jobrunner.scheduler.security;

import static org.awaitility.Awaitility.await;

import dev.jobrunner.core.access.IssuedToken;
import dev.jobrunner.core.access.NewToken;
import dev.jobrunner.core.access.Role;
import dev.jobrunner.core.access.TokenStore;
import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.audit.Face;
import dev.jobrunner.core.testing.TestDatabase;
import dev.jobrunner.scheduler.SchedulerApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole scheduler on a database of its own, one proxy in front of it, and ways to call it. */
final class TestScheduler implements AutoCloseable {

    static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    final TestDatabase database;
    final ConfigurableApplicationContext context;

    private TestScheduler(TestDatabase database, ConfigurableApplicationContext context) {
        this.database = database;
        this.context = context;
    }

    static TestScheduler start(String... settings) {
        TestDatabase database = TestDatabase.empty();
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--server.port=0",
                "--jobrunner.access.trusted-proxies=1",
                "--jobrunner.scheduler.tick-interval=250ms"));
        arguments.addAll(List.of(settings));
        TestScheduler scheduler = new TestScheduler(
                database, SpringApplication.run(SchedulerApplication.class, arguments.toArray(String[]::new)));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> send(scheduler.request("GET", "/actuator/health/readiness"))
                                .statusCode()
                        == 200);
        return scheduler;
    }

    String address() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** From an address of its own each time, so that no test is held up by the failures of another. */
    HttpRequest.Builder request(String method, String path) {
        return requestFrom(newAddress(), method, path);
    }

    HttpRequest.Builder requestFrom(String clientAddress, String method, String path) {
        return HttpRequest.newBuilder(URI.create(address() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("X-Forwarded-For", clientAddress);
    }

    static String newAddress() {
        int number = ADDRESSES.incrementAndGet();
        return "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    IssuedToken token(String name, Role role) {
        return new TokenStore(database.dataSource())
                .create(new NewToken(name, role, null), new Actor("test", Face.CLI))
                .orElseThrow();
    }

    Browser browser() {
        return new Browser(this);
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
