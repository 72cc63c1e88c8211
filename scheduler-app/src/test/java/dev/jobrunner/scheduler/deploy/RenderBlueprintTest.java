package dev.jobrunner.scheduler.deploy;

import static dev.jobrunner.scheduler.deploy.Repository.map;
import static dev.jobrunner.scheduler.deploy.Repository.maps;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.jobrunner.core.settings.Variables;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderBlueprintTest {

    private static final String FILE = "render.yaml";

    /** Below 8 GB of memory, Render's PostgreSQL takes 100 connections and keeps some for itself. */
    private static final int CONNECTIONS = 90;

    @Test
    void theBlueprintFitsTheSchema() throws IOException {
        assertThat(complaints(Repository.text(FILE))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "runtime: docker, runtime: java",
        "numInstances: 5, numInstances: five",
        "maxShutdownDelaySeconds: 300, maxShutdownDelaySeconds: 301",
        "plan: basic-1gb, plan: starter",
        "healthCheckPath: /, healthCheck: /",
        "ipAllowList: [], ipAllowed: []",
        "numInstances: 5, healthCheckPath: /health",
        "fromGroup: production-settings, fromGroups: production-settings",
    })
    void theSchemaCatchesMistakes(String right, String wrong) throws IOException {
        String blueprint = Repository.text(FILE);
        assertThat(blueprint).contains(right);

        assertThat(complaints(blueprint.replace(right, wrong))).isNotEmpty();
    }

    @Test
    void theServicesAreThoseOfTheContract() throws IOException {
        assertThat(service("production-scheduler"))
                .containsEntry("type", "web")
                .containsEntry("plan", "starter")
                .containsEntry("healthCheckPath", "/actuator/health/readiness")
                .containsEntry("maxShutdownDelaySeconds", 60);
        assertThat(service("production-worker"))
                .containsEntry("type", "worker")
                .containsEntry("plan", "standard")
                .containsEntry("numInstances", 5)
                .containsEntry("maxShutdownDelaySeconds", 300);
        assertThat(services()).hasSize(2);
    }

    @Test
    void theDatabaseIsClosedToTheInternet() throws IOException {
        assertThat(database().get("ipAllowList")).isEqualTo(List.of());
    }

    @Test
    void everythingStandsInOneRegion() throws IOException {
        assertThat(Stream.concat(services().stream(), Stream.of(database())).map(part -> part.get("region")))
                .containsOnly("frankfurt");
    }

    @Test
    void whatIsReferredToExists() throws IOException {
        List<Object> groups = groups().stream().map(group -> group.get("name")).toList();
        for (Map<String, Object> service : services()) {
            assertThat(variables(service).filter(variable -> variable.containsKey("fromGroup")))
                    .isNotEmpty()
                    .allSatisfy(variable -> assertThat(groups).contains(variable.get("fromGroup")));
            assertThat(variables(service).filter(variable -> variable.containsKey("fromDatabase")))
                    .singleElement()
                    .satisfies(variable -> {
                        assertThat(variable).containsEntry("key", "DATABASE_URL");
                        assertThat(map(Objects.requireNonNull(variable.get("fromDatabase"))))
                                .containsEntry("name", database().get("name"))
                                .containsEntry("property", "connectionString");
                    });
        }
    }

    @Test
    void theCommandsAreFilesThatCanBeRun() throws IOException {
        for (Map<String, Object> service : services()) {
            for (String key : List.of("dockerCommand", "preDeployCommand")) {
                Object command = service.get(key);
                if (command != null) {
                    assertThat(command.toString()).startsWith("/app/");
                    String script =
                            command.toString().substring("/app/".length()).split(" ", 2)[0];
                    assertThat(Repository.file(script)).isExecutable();
                }
            }
        }
        assertThat(service("production-scheduler")).containsEntry("preDeployCommand", "/app/deploy/scheduler migrate");
    }

    @Test
    void everyVariableIsOneThatTheRunnerReads() throws IOException {
        assertThat(allVariables().map(variable -> variable.get("key")).filter(Objects::nonNull))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(Variables.areRead(key.toString()))
                        .as("%s", key)
                        .isTrue());
    }

    @Test
    void everyValueIsAccepted() throws IOException {
        assertThat(allVariables().filter(variable -> variable.containsKey("value")))
                .isNotEmpty()
                .allSatisfy(variable ->
                        Variables.check(String.valueOf(variable.get("key")), String.valueOf(variable.get("value"))));
    }

    @Test
    void secretsAreGeneratedAndNeverWrittenDown() throws IOException {
        for (String secret : List.of("ADMIN_PASSWORD", "WEBHOOK_SECRET")) {
            assertThat(allVariables().filter(variable -> secret.equals(variable.get("key"))))
                    .singleElement()
                    .satisfies(variable -> assertThat(variable).containsOnlyKeys("key", "generateValue"));
        }
    }

    @Test
    void oldAndNewInstancesTogetherFitTheConnectionBudget() throws IOException {
        int heartbeatAndListener = 2;
        int perWorker = number("DATABASE_POOL_SIZE", "worker") + heartbeatAndListener;
        int perScheduler = number("DATABASE_POOL_SIZE", "scheduler");
        int workers = number(service("production-worker").get("numInstances"));

        assertThat(2 * (workers * perWorker + perScheduler)).isLessThanOrEqualTo(CONNECTIONS);
    }

    @Test
    void runsAreHandedBackBeforeThePlatformKills() throws IOException {
        int delay = number(service("production-worker").get("maxShutdownDelaySeconds"));

        // the worker settles what it stopped within 10 seconds after the grace period
        assertThat(number("SHUTDOWN_GRACE_SECONDS", "worker") + 10).isLessThan(delay);
    }

    private static int number(String variable, String app) {
        return number(Variables.defaultOf(variable, app, true).orElseThrow());
    }

    private static int number(@Nullable Object value) {
        return Integer.parseInt(String.valueOf(value));
    }

    private static List<Error> complaints(String blueprint) throws IOException {
        try (InputStream schema = RenderBlueprintTest.class.getResourceAsStream("render.schema.json")) {
            Schema parsed = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Objects.requireNonNull(schema));
            return parsed.validate(blueprint, InputFormat.YAML);
        }
    }

    private static Map<String, Object> service(String name) throws IOException {
        return services().stream()
                .filter(service -> name.equals(service.get("name")))
                .findFirst()
                .orElseThrow();
    }

    private static List<Map<String, Object>> services() throws IOException {
        return maps(Objects.requireNonNull(Repository.yaml(FILE).get("services")));
    }

    private static List<Map<String, Object>> groups() throws IOException {
        return maps(Objects.requireNonNull(Repository.yaml(FILE).get("envVarGroups")));
    }

    private static Map<String, Object> database() throws IOException {
        return maps(Objects.requireNonNull(Repository.yaml(FILE).get("databases")))
                .get(0);
    }

    private static Stream<Map<String, Object>> allVariables() throws IOException {
        return Stream.concat(services().stream(), groups().stream()).flatMap(RenderBlueprintTest::variables);
    }

    private static Stream<Map<String, Object>> variables(Map<String, Object> holder) {
        return maps(Objects.requireNonNull(holder.get("envVars"))).stream();
    }
}
