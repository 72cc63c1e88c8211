package dev.jobrunner.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * The service that the sample task {@code webhook_delivery} calls. It keeps each genuine delivery as one line of JSON and
 * answers a repeated one without keeping it twice, as a receiver of at-least-once calls has to.
 */
final class WebhookReceiver {

    private static final int LARGEST_BODY = 1 << 20;

    private final WebhookSignature signature;
    private final Path deliveries;
    private final Clock clock;
    private final Set<String> received = new HashSet<>();

    WebhookReceiver(WebhookSignature signature, Path deliveries, Clock clock) {
        this.signature = signature;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** Listens on a free port of the loopback address and returns it. */
    int start() throws IOException {
        Files.createDirectories(deliveries.toAbsolutePath().getParent());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/deliveries", this::receive);
        server.start();
        return server.getAddress().getPort();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                answer(exchange, 405, "Only POST is taken here");
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                answer(exchange, 413, "The body is larger than " + LARGEST_BODY + " bytes");
                return;
            }
            String id = header(exchange, "webhook-id");
            String timestamp = header(exchange, "webhook-timestamp");
            Instant now = clock.instant();
            if (!signature.accepts(id, timestamp, header(exchange, "webhook-signature"), body, now)) {
                answer(exchange, 401, "The signature does not fit the secret, the body or the time");
                return;
            }
            answer(exchange, 200, keep(id, body, now));
        }
    }

    // The server calls its handlers one after the other, so the set needs no lock.
    private String keep(String id, byte[] body, Instant now) throws IOException {
        if (received.contains(id)) {
            return "received before: " + id;
        }
        String json = new String(body, StandardCharsets.UTF_8).replaceAll("\\R", " ");
        String line = "{\"received_at\":\"%s\",\"webhook_id\":\"%s\",\"body\":%s}%n"
                .formatted(now, id.replaceAll("[^\\w.-]", "_"), json.isBlank() ? "null" : json);
        Files.writeString(deliveries, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        received.add(id);
        return "wrote deliveries.jsonl: delivery " + id + ", signature verified";
    }

    private static String header(HttpExchange exchange, String name) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
