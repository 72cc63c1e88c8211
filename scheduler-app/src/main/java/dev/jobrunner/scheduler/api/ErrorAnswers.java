package dev.jobrunner.scheduler.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The error answers of the description: each once, with an example, and which of them a kind of operation can give. */
final class ErrorAnswers {

    static final String PROBLEM = "Problem";

    private ErrorAnswers() {}

    static void addTo(Components components) {
        components.addSchemas(PROBLEM, schema());
        add(components, "400", "A value, parameter or field that is not allowed, named with what is.", """
                {"title":"Invalid value","status":400,
                 "detail":"limit 'lots' is not allowed; allowed is a whole number from 1 to 500",
                 "instance":"/api/v1/tasks","field":"limit","value":"lots","allowed":"a whole number from 1 to 500"}""");
        add(components, "401", "Nobody is signed in, or the token is unknown, revoked or over.", """
                {"title":"Not signed in","status":401,
                 "detail":"The credentials are not valid: wrong, expired or revoked. Send 'Authorization: Bearer TOKEN'",
                 "instance":"/api/v1/tasks"}""");
        add(components, "403", "Your role, or the token's scope, does not allow this.", """
                {"title":"Not allowed","status":403,
                 "detail":"viewer may not do this: it needs the role operator. Use a user or token that has it.",
                 "instance":"/api/v1/tasks/12/pause"}""");
        add(components, "404", "There is no such thing.", """
                {"title":"Not found","status":404,"detail":"there is no task 12",
                 "instance":"/api/v1/tasks/12"}""");
        add(components, "409", "Cannot be done as things stand; the detail says why and what to do first.", """
                {"title":"Conflict","status":409,
                 "detail":"task 12 is disabled after failures: reset it first","instance":"/api/v1/tasks/12/run"}""");
        add(components, "412", "The task's definition, or the plan, has been changed since it was read.", """
                {"title":"Changed meanwhile","status":412,
                 "detail":"task 12 has been changed meanwhile: read it again",
                 "version":"9f86d081884c7d65"}""");
        add(components, "413", "The body is larger than 1 MB.", """
                {"title":"Body too large","status":413,
                 "detail":"the body is larger than 1048576 bytes","allowed":"at most 1048576 bytes"}""");
        add(
                components,
                "415",
                "The body is of another type than application/json (and, of a file, application/yaml).",
                """
                {"title":"Unsupported media type","status":415,
                 "detail":"a body of type text/plain is not possible here; allowed is application/json",
                 "allowed":"application/json"}""");
        add(components, "422", "The Idempotency-Key was used for another request.", """
                {"title":"Key used otherwise","status":422,
                 "detail":"the Idempotency-Key 'a1' was used for another request before: take a new key"}""");
        add(components, "503", "The database cannot be asked at the moment.", """
                {"title":"Database unavailable","status":503,
                 "detail":"the database does not answer"}""");
    }

    /**
     * @param subject whether the path names one thing by its id
     * @param changes whether the method is not GET
     * @param body whether it takes a body
     */
    static void addTo(ApiResponses responses, boolean subject, boolean changes, boolean body) {
        Map<String, Boolean> possible = new LinkedHashMap<>();
        possible.put("400", true);
        possible.put("401", true);
        possible.put("403", true);
        possible.put("404", subject);
        possible.put("409", changes);
        possible.put("413", body);
        possible.put("415", body);
        possible.put("503", true);
        possible.forEach((code, can) -> {
            if (can && !responses.containsKey(code)) {
                responses.addApiResponse(code, new ApiResponse().$ref(name(code)));
            }
        });
    }

    private static void add(Components components, String code, String description, String example) {
        components.addResponses(
                name(code),
                new ApiResponse()
                        .description(description)
                        .content(new Content()
                                .addMediaType(
                                        "application/problem+json",
                                        new MediaType()
                                                .schema(new Schema<>().$ref(PROBLEM))
                                                .addExamples("example", new Example().value(parsed(example))))));
    }

    private static Object parsed(String example) {
        return new JsonMapper().readValue(example, Map.class);
    }

    static String name(String code) {
        return "Error" + code;
    }

    private static Schema<?> schema() {
        return new ObjectSchema()
                .description("What went wrong, by RFC 9457.")
                .addProperty("title", new StringSchema().description("Short and always the same for a kind of error."))
                .addProperty("status", new IntegerSchema())
                .addProperty(
                        "detail", new StringSchema().description("For people: what, which value, what is allowed."))
                .addProperty("instance", new StringSchema().description("The path that was called."))
                .addProperty("field", new StringSchema().description("Which parameter or field is wrong."))
                .addProperty("value", new StringSchema().description("What was given, shortened."))
                .addProperty("allowed", new StringSchema().description("What would be right."))
                .addProperty("problems", problems())
                .addProperty("existing_id", new IntegerSchema().description("Of what has the name already."));
    }

    private static Schema<?> problems() {
        ArraySchema problems = new ArraySchema();
        problems.setDescription("All that is wrong with a file.");
        problems.setItems(new ObjectSchema()
                .addProperty("line", new IntegerSchema())
                .addProperty("task", new StringSchema())
                .addProperty("field", new StringSchema())
                .addProperty("message", new StringSchema()));
        return problems;
    }
}
