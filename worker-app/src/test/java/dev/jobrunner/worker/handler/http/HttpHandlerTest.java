package dev.jobrunner.worker.handler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import dev.jobrunner.worker.handler.RunContext;
import dev.jobrunner.worker.handler.RunFailedException;
import dev.jobrunner.worker.handler.RunOutput;
import dev.jobrunner.worker.handler.RunningJob;
import dev.jobrunner.worker.handler.SampleRun;
import dev.jobrunner.worker.handler.TaskHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpHandlerTest {

    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private record Received(String method, String uri, Map<String, List<String>> headers, String body) {

        @Nullable
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().get(0))
                    .findFirst()
                    .orElse(null);
        }
    }

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private HttpServer server;
    private int status = 200;
    private String answer = "done";

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body));
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.getResponseHeaders().set("Retry-After", "120");
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void thePayloadIsPostedWithTheFactsOfTheRun() throws Exception {
        RunContext run = SampleRun.withPayload("mail-out", "{\"to\":\"Zoë\"}");

        handler("/jobs/mail?a=b").handle(run);

        Received request = received.take();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo("/jobs/mail?a=b");
        assertThat(request.body()).isEqualTo("{\"to\":\"Zoë\"}");
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(request.header("Idempotency-Key")).isEqualTo("42");
        assertThat(request.header("X-Jobrunner-Task-Id")).isEqualTo("7");
        assertThat(request.header("X-Jobrunner-Run-Id")).isEqualTo("42");
        assertThat(request.header("X-Jobrunner-Task-Type")).isEqualTo("mail-out");
        assertThat(request.header("X-Jobrunner-Attempt")).isEqualTo("2");
        assertThat(request.header("X-Jobrunner-Scheduled-For")).isEqualTo("2026-03-01T04:05:06Z");
        assertThat(request.header("X-Jobrunner-Late-Seconds")).isEqualTo("75");
        assertThat(request.header("webhook-signature")).isNull();
        assertThat(run.output().snapshot()).isEqualTo("done");
    }

    @Test
    void aReceiverVerifiesTheSignature() throws Exception {
        Signer signer = Signer.of(SECRET, Clock.systemUTC());

        handler("/", signer, null).handle(SampleRun.withPayload("job", "{\"to\":\"Zoë\"}"));

        Received request = received.take();
        new Webhook(SECRET)
                .verify(
                        request.body(),
                        Map.of(
                                "webhook-id", List.of(String.valueOf(request.header("webhook-id"))),
                                "webhook-timestamp", List.of(String.valueOf(request.header("webhook-timestamp"))),
                                "webhook-signature", List.of(String.valueOf(request.header("webhook-signature")))));
        assertThat(request.header("webhook-id")).isEqualTo("42");
    }

    @Test
    void userAndPasswordOfTheAddressAreSentAsAHeader() throws Exception {
        new HttpHandlerFactory(caller(null, null))
                .create(
                        "job",
                        "http://me:p%%40ss@localhost:%d/x"
                                .formatted(server.getAddress().getPort()))
                .handle(SampleRun.of("job"));

        Received request = received.take();
        assertThat(request.header("Authorization")).isEqualTo("Basic bWU6cEBzcw==");
        assertThat(request.uri()).isEqualTo("/x");
    }

    @Test
    void anErrorNamesStatusAddressAndBodyButNoSecret() {
        status = 503;
        answer = "down\n for   maintenance " + "x".repeat(1000);
        TaskHandler handler = new HttpHandlerFactory(caller(null, null))
                .create(
                        "job",
                        "http://me:secret@localhost:%d/jobs?token=secret"
                                .formatted(server.getAddress().getPort()));

        assertThatThrownBy(() -> handler.handle(SampleRun.of("job")))
                .isInstanceOf(RunFailedException.class)
                .hasMessageStartingWith(
                        "HTTP 503 from http://localhost:%d/jobs (Retry-After: 120): down for maintenance xxx"
                                .formatted(server.getAddress().getPort()))
                .message()
                .hasSizeLessThan(700)
                .doesNotContain("secret");
    }

    @Test
    void redirectsAreNotFollowed() {
        status = 302;
        answer = "";

        assertThatThrownBy(() -> handler("/start").handle(SampleRun.of("job")))
                .hasMessageContaining("HTTP 302 from ")
                .hasMessageContaining("redirects are not followed");
        assertThat(received).hasSize(1);
    }

    @Test
    void anAnswerOfAnySizeIsReadWithinTheLimitOfTheOutput() throws Exception {
        answer = "start " + "x".repeat(5_000_000) + " end";
        RunContext run = SampleRun.of("job");

        handler("/").handle(run);

        assertThat(run.output().totalBytes()).isEqualTo(5_000_010);
        assertThat(run.output().snapshot())
                .startsWith("start ")
                .endsWith(" end")
                .hasSizeLessThanOrEqualTo(RunOutput.DEFAULT_LIMIT_BYTES);
    }

    @Test
    void anAnswerThatTricklesEndsAtTheDeadline() throws Exception {
        try (TricklingServer trickle = TricklingServer.start()) {
            TaskHandler handler = handler(trickle.address(), null, Duration.ofSeconds(1));
            long start = System.nanoTime();

            assertThatThrownBy(() -> handler.handle(SampleRun.of("job")))
                    .isInstanceOf(RunFailedException.class)
                    .hasMessage("No complete answer from %s within 1 seconds (jobrunner.http.timeout)"
                            .formatted(trickle.address()));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(trickle.sawTheConnectionEnd()).isTrue();
        }
    }

    @Test
    void aStoppedRunClosesItsConnection() throws Exception {
        try (TricklingServer trickle = TricklingServer.start()) {
            RunContext run = SampleRun.of("job");
            RunningJob job = RunningJob.start(handler(trickle.address(), null, null), run);
            await().until(() -> run.output().totalBytes() > 0);

            Duration took = job.stop();

            assertThat(job.failure()).isInstanceOf(InterruptedException.class);
            assertThat(took).isLessThan(Duration.ofSeconds(1));
            assertThat(trickle.sawTheConnectionEnd()).isTrue();
        }
    }

    @Test
    void anAnswerThatBreaksOffIsAFailure() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RunningJob job = RunningJob.start(
                    handler("http://localhost:" + socket.getLocalPort() + "/x", null, null), SampleRun.of("job"));
            try (Socket connection = socket.accept()) {
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal".getBytes(StandardCharsets.US_ASCII));
                connection.getOutputStream().flush();
                connection.shutdownOutput();
                job.awaitEnd();
            }

            assertThat(job.failure())
                    .isInstanceOf(RunFailedException.class)
                    .hasMessageStartingWith("The connection broke: ")
                    .hasMessageEndingWith("(http://localhost:%d/x)".formatted(socket.getLocalPort()));
        }
    }

    @Test
    void aHostThatIsNotThereIsNamedInWords() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }

        assertFails("http://localhost:" + closedPort + "/", "Connection refused: nothing listens there");
        assertFails("http://no-such-host.invalid/", "Unknown host");
    }

    @Test
    void aServerWithoutTlsIsNamedInWords() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RunningJob job = RunningJob.start(
                    handler("https://localhost:" + socket.getLocalPort() + "/x", null, null), SampleRun.of("job"));
            try (Socket connection = socket.accept()) {
                connection.getOutputStream().write("HTTP/1.1 400 Bad Request".getBytes(StandardCharsets.US_ASCII));
                job.awaitEnd();
            }

            assertThat(job.failure()).isInstanceOf(RunFailedException.class).hasMessageStartingWith("TLS failed: ");
        }
    }

    @Test
    void addressesThatCannotBeCalledAreRefused() {
        assertRefused("https://", "the address is not valid: expected authority");
        assertRefused("https:///path", "the address has no host name that can be used");
        assertRefused("https://me:secret@my_host/", "the address has no host name that can be used");
        assertRefused("https://host/a b?secret", "the address is not valid: illegal character in path at character");
        assertRefused("https://host:70000/", "the port 70000 of host is above 65535");
    }

    @Test
    void onlyWebAddressesAreTaken() {
        HttpHandlerFactory factory = new HttpHandlerFactory(caller(null, null));

        assertThat(List.of("https://a", "HTTP://a")).allMatch(factory::accepts);
        assertThat(List.of("ftp://a", "curl https://a", "httpx://a")).noneMatch(factory::accepts);
    }

    private void assertFails(String address, String reason) {
        assertThatThrownBy(() -> handler(address, null, null).handle(SampleRun.of("job")))
                .isInstanceOf(RunFailedException.class)
                .hasMessageStartingWith(reason)
                .hasMessageContaining(address);
    }

    private static void assertRefused(String address, String reason) {
        assertThatThrownBy(() -> new HttpHandlerFactory(caller(null, null)).create("job", address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("secret");
    }

    private TaskHandler handler(String path) {
        return handler(path, null, null);
    }

    private TaskHandler handler(String address, @Nullable Signer signer, @Nullable Duration timeout) {
        String complete = address.startsWith("/")
                ? "http://localhost:" + server.getAddress().getPort() + address
                : address;
        return new HttpHandlerFactory(caller(signer, timeout)).create("job", complete);
    }

    private static Caller caller(@Nullable Signer signer, @Nullable Duration timeout) {
        return new Caller(Duration.ofSeconds(5), signer, timeout);
    }
}
