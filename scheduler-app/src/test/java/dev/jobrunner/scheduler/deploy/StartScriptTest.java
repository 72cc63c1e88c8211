package dev.jobrunner.scheduler.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartScriptTest {

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({
        "scheduler, scheduler/scheduler-app.jar",
        "scheduler, scheduler-app/target/scheduler-app.jar",
        "worker, worker/worker-app.jar",
        "worker, worker-app/target/worker-app.jar",
    })
    void theJarIsFoundInAnImageAndInACheckout(String app, String jar) throws Exception {
        put(jar);
        fakeJava();

        Result result = run(app, Map.of(), "tasks", "list", "a b");

        assertThat(result.exit()).isZero();
        assertThat(result.output().lines())
                .containsSubsequence(
                        "-XX:+ExitOnOutOfMemoryError", "-jar", home.resolve(jar).toString(), "tasks", "list", "a b");
    }

    @Test
    void theJvmTakesTheScriptsProcessId() throws Exception {
        put("worker/worker-app.jar");
        fakeJava();

        Result result = run("worker", Map.of());

        assertThat(result.output().lines()).contains("pid " + result.pid());
    }

    @Test
    void optionsOfTheOperatorComeLastSoThatTheyWin() throws Exception {
        put("worker/worker-app.jar");
        fakeJava();

        Result result = run("worker", Map.of("JAVA_OPTIONS", "-XX:MaxRAMPercentage=70 -Dx=y"));

        assertThat(result.output().lines())
                .containsSubsequence("-XX:MaxRAMPercentage=33", "-XX:MaxRAMPercentage=70", "-Dx=y", "-jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scheduler", "worker"})
    void aMissingJarIsToldInOneLine(String app) throws Exception {
        Result result = run(app, Map.of());

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output().lines()).singleElement().asString().contains(app + "-app.jar", home.toString());
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1"})
    void theHealthCheckFollowsReadiness(int status, int exit) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            String port = String.valueOf(server.getAddress().getPort());
            assertThat(run("healthy", Map.of("PORT", port)).exit()).isEqualTo(exit);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theHealthCheckFailsWhereNobodyListens() throws Exception {
        assertThat(run("healthy", Map.of("PORT", "1")).exit()).isNotZero();
    }

    private void put(String jar) throws IOException {
        Path file = home.resolve(jar);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }

    /** Says what it was given, one word a line. */
    private void fakeJava() throws IOException {
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"pid $$\"\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Result run(String script, Map<String, String> variables, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Repository.file("deploy/" + script).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        builder.environment().put("JOBRUNNER_HOME", home.toString());
        builder.environment().put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output, process.pid());
    }

    private record Result(int exit, String output, long pid) {}
}
