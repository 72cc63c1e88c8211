package dev.jobrunner.scheduler.deploy;

import static dev.jobrunner.scheduler.deploy.Repository.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.core.settings.DatabaseUrl;
import dev.jobrunner.core.settings.Variables;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeTest {

    @Test
    void fiveWorkersRun() throws IOException {
        assertThat(part("worker", "deploy")).containsEntry("replicas", 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scheduler", "worker"})
    void everyVariableIsOneThatTheRunnerReads(String service) throws IOException {
        Map<String, Object> environment = part(service, "environment");

        assertThat(environment.keySet()).contains("DATABASE_URL").allMatch(Variables::areRead);
        assertThat(DatabaseUrl.parse(String.valueOf(environment.get("DATABASE_URL"))))
                .extracting(DatabaseUrl::jdbcUrl)
                .isEqualTo("jdbc:postgresql://postgres:5432/jobrunner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scheduler", "worker"})
    void commandsAndHealthChecksAreFilesThatCanBeRun(String service) throws IOException {
        List<?> command = (List<?>) Objects.requireNonNull(service(service).get("command"));
        List<?> healthCheck =
                (List<?>) Objects.requireNonNull(part(service, "healthcheck").get("test"));

        assertThat(Repository.file(script(command.get(0)))).isExecutable();
        assertThat(healthCheck.get(0)).isEqualTo("CMD");
        assertThat(Repository.file(script(healthCheck.get(1)))).isExecutable();
    }

    @Test
    void aWorkerStopsBeforeItIsKilled() throws IOException {
        String period = String.valueOf(service("worker").get("stop_grace_period"));
        int grace = Integer.parseInt(
                Variables.defaultOf("SHUTDOWN_GRACE_SECONDS", "worker", false).orElseThrow());

        assertThat(grace + 10).isLessThan(Integer.parseInt(period.replace("s", "")));
    }

    @Test
    void theImageHoldsWhatTheCommandsName() throws IOException {
        assertThat(Repository.text("Dockerfile"))
                .contains("COPY deploy/ deploy/", "WORKDIR /app", "CMD [\"/app/deploy/scheduler\"]")
                .contains("\nUSER ")
                .doesNotContain("ENTRYPOINT");
        assertThat(Repository.text(".dockerignore").lines()).contains("!deploy", "!pom.xml", "!.mvn");
    }

    private static String script(Object command) {
        assertThat(command.toString()).startsWith("/app/");
        return command.toString().substring("/app/".length());
    }

    private static Map<String, Object> part(String service, String name) throws IOException {
        return map(Objects.requireNonNull(service(service).get(name)));
    }

    private static Map<String, Object> service(String name) throws IOException {
        return map(Objects.requireNonNull(
                map(Objects.requireNonNull(Repository.yaml("compose.yaml").get("services")))
                        .get(name)));
    }
}
