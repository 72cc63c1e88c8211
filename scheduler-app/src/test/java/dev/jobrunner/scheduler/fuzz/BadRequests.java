package dev.jobrunner.scheduler.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes bad requests from the OpenAPI document, so that an operation added later is fuzzed without a change here. What
 * changes something is always spoiled in a way that no correct service accepts; what only reads may happen to be fine.
 */
final class BadRequests {

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");
    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> WORDS = List.of(
            "",
            " ",
            "abc",
            "-1",
            "0",
            "1.5",
            "1e9",
            "NaN",
            "null",
            "true",
            "9223372036854775808",
            "99999999999999999999999",
            "' OR 1=1 --",
            "'; DROP TABLE scheduled_tasks; --",
            "%",
            "_",
            "\\",
            "\u0000",
            "a\u0000b",
            "\ud800",
            "\u202e\u0007",
            "<script>alert(1)</script>",
            "../../etc/passwd",
            "${jndi:ldap://x}",
            "{{7*7}}",
            "[]",
            "{}",
            "\r\nX-Injected: 1",
            "2026-13-45T99:99:99Z",
            "2026-02-30T00:00:00",
            "+292278994-08-17T07:12:55Z",
            "-1000000000-01-01T00:00:00Z",
            "Mars/Olympus",
            "* * * * * * * *",
            "0 0 31 2 *",
            "61 * * * *",
            "x".repeat(700),
            "😀".repeat(60));

    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "-1",
            "0.5",
            "1e400",
            "99999999999999999999999",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"x\"",
            "[]",
            "[null]",
            "[[[[]]]]",
            "{}",
            "{\"a\":{\"b\":{}}}",
            "\"" + "y".repeat(20_000) + "\"");

    private static final List<String> BROKEN_BODIES = List.of(
            "",
            "{",
            "}",
            "[",
            "null",
            "true",
            "42",
            "\"text\"",
            "[1,2",
            "{\"a\":}",
            "{'a':1}",
            "{\"a\":1,}",
            "NaN",
            "\u0000",
            "<xml/>",
            "[".repeat(3_000),
            "{\"a\":".repeat(2_000));

    private final Random random;
    private final List<Operation> operations = new ArrayList<>();

    BadRequests(String openApi, long seed) {
        this.random = new Random(seed);
        JsonNode document = JSON.readTree(openApi);
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(verb ->
                                List.of("get", "post", "patch", "put", "delete").contains(verb.getKey()))
                        .forEach(verb -> operations.add(Operation.of(path.getKey(), verb, document))));
    }

    List<Operation> operations() {
        return operations;
    }

    BadRequest next() {
        Operation operation = operations.get(random.nextInt(operations.size()));
        String path =
                VARIABLE.matcher(operation.path()).replaceAll(match -> Matcher.quoteReplacement(encoded(badId())));
        List<String> query = new ArrayList<>();
        for (String parameter : operation.queryParameters()) {
            if (random.nextInt(3) == 0) {
                query.add(parameter + "=" + encoded(word()));
            }
        }
        boolean changes = !operation.method().equals("GET");
        // A path variable that names nothing spoils a request already, unless the request makes what it names; else an
        // unknown parameter does.
        boolean spoilt = operation.path().contains("{") && !operation.method().equals("PUT");
        if (random.nextInt(4) == 0 || (changes && !spoilt)) {
            query.add(encoded(random.nextBoolean() ? "no_such_parameter" : "nö&such".repeat(1 + random.nextInt(3)))
                    + "=" + encoded(word()));
        }
        String address = query.isEmpty() ? path : path + "?" + String.join("&", query);
        return new BadRequest(operation.method(), address, changes ? body(operation) : null, contentType(), header());
    }

    private String badId() {
        return random.nextBoolean() ? word() : String.valueOf(900_000_000L + random.nextInt(1_000));
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private String body(Operation operation) {
        if (random.nextInt(3) == 0 || operation.bodyFields().isEmpty()) {
            return BROKEN_BODIES.get(random.nextInt(BROKEN_BODIES.size()));
        }
        List<String> fields = new ArrayList<>();
        for (String field : operation.bodyFields()) {
            if (random.nextBoolean()) {
                fields.add(JSON.writeValueAsString(field) + ":" + ODD_VALUES.get(random.nextInt(ODD_VALUES.size())));
            }
        }
        if (random.nextInt(3) == 0) {
            fields.add("\"no_such_field\":1");
        }
        return "{" + String.join(",", fields) + "}";
    }

    private String contentType() {
        return switch (random.nextInt(12)) {
            case 0 -> "text/plain";
            case 1 -> "application/xml";
            case 2 -> "multipart/form-data";
            case 3 -> "application/json;charset=utf-16";
            default -> "application/json";
        };
    }

    private Map.Entry<String, String> header() {
        return switch (random.nextInt(10)) {
            case 0 -> Map.entry("Range", random.nextBoolean() ? "bytes=9-1" : "bytes=99999999999999999999-,x");
            case 1 -> Map.entry("If-Match", "\"" + "z".repeat(200) + "\"");
            case 2 -> Map.entry("Idempotency-Key", "k".repeat(5_000));
            case 3 -> Map.entry("Accept", "image/png");
            case 4 -> Map.entry("Accept-Language", "x-" + "q".repeat(500));
            default -> Map.entry("Accept", "application/json");
        };
    }

    private static String encoded(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.isEmpty() ? "%20" : encoded;
    }

    /** One operation of the document. */
    record Operation(String method, String path, List<String> queryParameters, List<String> bodyFields) {

        static Operation of(String path, Map.Entry<String, JsonNode> verb, JsonNode document) {
            List<String> query = new ArrayList<>();
            for (JsonNode parameter : verb.getValue().path("parameters")) {
                if (parameter.path("in").asString("").equals("query")) {
                    query.add(parameter.path("name").asString());
                }
            }
            JsonNode schema = verb.getValue().at("/requestBody/content/application~1json/schema");
            String reference = schema.path("$ref").asString("");
            if (!reference.isEmpty()) {
                schema = document.at(reference.substring(1));
            }
            List<String> fields = new ArrayList<>(schema.path("properties").propertyNames());
            return new Operation(verb.getKey().toUpperCase(java.util.Locale.ROOT), path, query, fields);
        }
    }

    /** @param body null for none */
    record BadRequest(
            String method,
            String path,
            @org.jspecify.annotations.Nullable String body,
            String contentType,
            Map.Entry<String, String> header) {
        @Override
        public String toString() {
            String shown = body == null ? "" : " " + body.substring(0, Math.min(300, body.length()));
            return method + " " + path + " [" + contentType + ", " + header.getKey() + "]" + shown;
        }
    }
}
