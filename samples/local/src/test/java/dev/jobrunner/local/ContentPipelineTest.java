package dev.jobrunner.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the scripts of samples/content as the worker does: arguments, payload on standard input, exit code. */
class ContentPipelineTest {

    private static final Path SCRIPTS = Path.of("../content").toAbsolutePath().normalize();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Map<String, String> PAGES = Map.of(
            "/scheduler/health",
            "{\"status\":\"healthy\",\"active_tasks\":14,\"due_tasks\":3,\"locked_tasks\":2,\"failed_tasks\":0}",
            "/a",
            "{\"words\": \"liveness readiness groups alpha\"}",
            "/b",
            "{\"words\": \"liveness readiness groups beta\"}");

    @TempDir
    private Path folder;

    private HttpServer service;

    @BeforeEach
    void startService() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", ContentPipelineTest::serve);
        service.start();
    }

    @AfterEach
    void stopService() {
        service.stop(0);
    }

    @Test
    void everyStepMakesItsFileFromThoseBefore() throws Exception {
        scrape("{\"paths\": [\"/scheduler/health\", \"/a\", \"/b\", \"/missing\"]}");
        sh("clustering", "{\"similarity\": 0.3}");
        sh("report_generation", "{\"title\": \"Figures of the day\"}");
        sh("image_generation", "{}");
        java("AudioGeneration");
        java("AudioTranscription");
        sh("social_media_generation", "{\"limit\": 280}");
        sh("reel_generation", "{\"seconds\": 4}");
        sh("broadcast_generation", "{\"audience\": \"the test\"}");

        assertThat(file("pages.tsv")).contains("/scheduler/health").doesNotContain("/missing");
        assertThat(file("clusters.tsv").lines().map(line -> line.substring(0, line.indexOf('\t', 2))))
                .contains("2\tpages/a.json", "2\tpages/b.json");
        assertThat(file("report.md")).contains("# Figures of the day", "**healthy**");
        assertThat(file("chart.svg")).startsWith("<svg").endsWith("</svg>\n");
        assertThat(file("posts.txt").lines())
                .allMatch(post -> post.length() <= 280)
                .anyMatch(p -> p.contains("healthy"));
        assertThat(file("reel.html")).contains("chart.svg", "figures.wav");
        assertThat(file("broadcast.txt")).startsWith("Good day to the test.");
        assertThat(file("index.html")).contains("report.md", "figures.wav", "pages/a.json");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().matches(".*\\.(\\d+|tmp)"));
    }

    @Test
    void whatIsPlayedIsHeardAgain() throws Exception {
        Files.writeString(folder.resolve("history.csv"), """
                at,active_tasks,due_tasks,locked_tasks,failed_tasks
                2026-11-24T12:00:00Z,9,0,0,0
                2026-11-24T12:00:30Z,9,4,3,0
                2026-11-24T12:01:00Z,9,30,5,0
                2026-11-24T12:01:30Z,9,90,5,0
                """);
        java("AudioGeneration");
        java("AudioTranscription");

        assertThat(file("transcript.txt")).startsWith("4 tones in 0.8 s").contains("Heard: 0 7 35 36");
    }

    @Test
    void aStepWithoutItsInputFailsAndSaysWhoMakesIt() throws Exception {
        Result result = run(List.of("sh", SCRIPTS.resolve("reel_generation.sh").toString(), folder.toString()), "{}");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .contains("chart.svg is not there yet: it is made by the task type image_generation");
    }

    @Test
    void aPostOverTheLimitFailsTheStepAndKeepsTheOldPosts() throws Exception {
        scrape("{\"paths\": [\"/scheduler/health\"]}");
        sh("clustering", "{}");
        sh("report_generation", "{}");
        sh("social_media_generation", "{\"limit\": 280}");
        String before = file("posts.txt");

        Result result = run(
                List.of("sh", SCRIPTS.resolve("social_media_generation.sh").toString(), folder.toString()),
                "{\"limit\": 20}");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("allowed are 20");
        assertThat(file("posts.txt")).isEqualTo(before);
    }

    private void scrape(String payload) throws IOException, InterruptedException {
        String address = "http://127.0.0.1:" + service.getAddress().getPort();
        succeed(List.of(JAVA, SCRIPTS.resolve("Scraping.java").toString(), folder.toString(), address), payload);
    }

    private void sh(String step, String payload) throws IOException, InterruptedException {
        succeed(List.of("sh", SCRIPTS.resolve(step + ".sh").toString(), folder.toString()), payload);
    }

    private void java(String step) throws IOException, InterruptedException {
        succeed(List.of(JAVA, SCRIPTS.resolve(step + ".java").toString(), folder.toString()), "{}");
    }

    private static void succeed(List<String> command, String payload) throws IOException, InterruptedException {
        Result result = run(command, payload);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private static Result run(List<String> command, String payload) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(command);
        if (arguments.get(0).equals(JAVA)) {
            arguments.add(1, "-Dfile.encoding=UTF-8");
        }
        Process process =
                new ProcessBuilder(arguments).redirectErrorStream(true).start();
        try (var input = process.getOutputStream()) {
            input.write(payload.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private String file(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private static void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String page = PAGES.get(exchange.getRequestURI().getPath());
            byte[] body = (page == null ? "not here" : page).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(page == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private record Result(int exitCode, String output) {}
}
