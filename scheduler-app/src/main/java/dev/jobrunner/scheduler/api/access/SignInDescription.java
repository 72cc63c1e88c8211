package dev.jobrunner.scheduler.api.access;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Says in the API's description how to sign in, and what is answered to whoever may not. */
@Component
final class SignInDescription implements OpenApiCustomizer {

    private static final String TOKEN = "token";
    private static final String PASSWORD = "password";
    private static final String TOO_MANY = "Error429";

    @Override
    public void customise(OpenAPI description) {
        Components components = description.getComponents();
        components
                .addSecuritySchemes(
                        TOKEN,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description(
                                        "A token that an admin made: page Tokens, POST /api/v1/tokens or the command"
                                                + " 'tokens create'. It has a role: viewer reads, operator changes tasks, runs and"
                                                + " workers and reads the audit, admin makes tokens and deletes tasks."))
                .addSecuritySchemes(
                        PASSWORD,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("basic")
                                .description("The user admin (operator, viewer) and its password."))
                .addResponses(TOO_MANY, tooMany());
        description
                .addSecurityItem(new SecurityRequirement().addList(TOKEN))
                .addSecurityItem(new SecurityRequirement().addList(PASSWORD));
        description
                .getPaths()
                .values()
                .forEach(path -> path.readOperations()
                        .forEach(operation ->
                                operation.getResponses().addApiResponse("429", new ApiResponse().$ref(TOO_MANY))));
    }

    private static ApiResponse tooMany() {
        Map<?, ?> example = JsonMapper.shared().readValue("""
                {"title":"Too many failed sign-ins","status":429,
                 "detail":"Too many failed sign-ins came from this address; try again in 15 s. A valid token is not held up.",
                 "instance":"/api/v1/tasks"}""", Map.class);
        return new ApiResponse()
                .description("Too many failed sign-ins came from this address.")
                .addHeaderObject(
                        "Retry-After", new Header().description("Seconds.").schema(new IntegerSchema()))
                .content(new Content()
                        .addMediaType(
                                "application/problem+json",
                                new MediaType()
                                        .schema(new Schema<>().$ref("Problem"))
                                        .addExamples("example", new Example().value(example))));
    }
}
