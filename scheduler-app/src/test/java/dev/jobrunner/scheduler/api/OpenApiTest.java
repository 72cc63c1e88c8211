package dev.jobrunner.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jobrunner.scheduler.testing.RunningScheduler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/openapi.json} is what the running scheduler says of itself, and says enough. */
class OpenApiTest {

    private static final Path COMMITTED = Path.of("..", "docs", "openapi.json");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static RunningScheduler scheduler;
    private static JsonNode document;

    @BeforeAll
    static void start() throws Exception {
        scheduler = RunningScheduler.start();
        document = scheduler.json("/v3/api-docs");
    }

    @AfterAll
    static void stop() {
        scheduler.close();
    }

    @Test
    void theCommittedCopyIsTheDocumentOfThisCode() throws Exception {
        // Through plain maps, so that the order in which classes happen to be found does not matter.
        String text = JSON.writeValueAsString(JSON.treeToValue(document, Map.class)) + "\n";
        if (Boolean.getBoolean("jobrunner.docs.write")) {
            Files.writeString(COMMITTED, text);
        }

        assertThat(text)
                .as("docs/openapi.json differs from the code. Write it anew with: mvn -pl scheduler-app -am test"
                        + " -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false -Djobrunner.docs.write=true")
                .isEqualTo(Files.readString(COMMITTED));
    }

    @Test
    void everyOperationSaysWhatItDoesWhatItTakesAndHowItFails() {
        List<String> gaps = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(verb -> gapsOf(verb.getKey() + " " + path.getKey(), verb.getValue(), gaps)));

        assertThat(gaps).isEmpty();
    }

    /** Else the document would depend on the order in which the file system lists the classes. */
    @Test
    void noSharedSchemaIsDescribedByOneOfTheFieldsThatHaveIt() {
        List<String> described = new ArrayList<>();
        document.at("/components/schemas").properties().stream()
                .filter(schema -> schema.getValue().has("description"))
                .forEach(schema -> described.add(schema.getKey()));

        assertThat(described).containsExactly("Problem");
        assertThat(document.at("/components/schemas").has("JsonNode")).isFalse();
    }

    private static JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    private static void gapsOf(String operation, JsonNode described, List<String> gaps) {
        if (described.path("summary").asString("").isBlank()) {
            gaps.add(operation + ": no summary");
        }
        for (JsonNode parameter : described.path("parameters")) {
            if (parameter.path("description").asString("").isBlank()) {
                gaps.add(operation + ": parameter " + parameter.path("name").asString() + " is not described");
            }
        }
        List<String> answers = List.copyOf(described.path("responses").propertyNames());
        if (answers.stream().noneMatch(code -> code.startsWith("2"))) {
            gaps.add(operation + ": no good answer");
        }
        for (String code : List.of("401", "403")) {
            if (!answers.contains(code)) {
                gaps.add(operation + ": no answer " + code);
            }
        }
        described.path("responses").properties().stream()
                .filter(answer -> answer.getKey().startsWith("4"))
                // of a range: it has no body, since it is asked for again and again
                .filter(answer -> !answer.getKey().equals("416"))
                .filter(answer -> !resolved(answer.getValue()).path("content").has("application/problem+json"))
                .forEach(answer -> gaps.add(operation + ": " + answer.getKey() + " is not a problem+json"));
        JsonNode body = described.at("/requestBody/content/application~1json");
        if (!body.isMissingNode()
                && body.path("example").isMissingNode()
                && body.path("examples").isMissingNode()) {
            gaps.add(operation + ": no example of a body");
        }
    }
}
