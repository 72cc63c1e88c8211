package dev.jobrunner.scheduler.api;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.jobrunner.core.audit.Actor;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.servers.Server;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;

/**
 * The description at {@code /v3/api-docs}. Controllers say what is their own (a tag, a summary, examples); the error
 * answers and the parameters of a {@link PageQuery} are added here, the same for all.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    /** What a parameter means that is the same wherever it occurs; an operation may say it in its own words. */
    private static final Map<String, String> EVERYWHERE = Map.of(
            "id", "The id, as the list has it.",
            "text", "Part of the task's name or type, or words of the error message.",
            "task_id", "Runs of this task only.",
            "task_type", "Of this type only.",
            "status", "One status or several, separated by commas.",
            "state", "due, running, failed, stuck, waiting or schedule_error.",
            "worker", "Of this worker only: its id, as in locked_by.",
            "from", "From this time on, with its offset: 2026-12-31T23:59:00Z.",
            "to", "Before this time, with its offset.");

    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Actor.class, PageQuery.class)
                // any JSON, not the methods of its class
                .replaceWithSchema(JsonNode.class, new ObjectSchema());
    }

    @Bean
    OpenAPI description() {
        Components components = new Components();
        ErrorAnswers.addTo(components);
        return new OpenAPI()
                .info(new Info()
                        .title("Production Job Runner")
                        .version("v1")
                        .description("Tasks, their runs and the workers. JSON in snake_case, times in ISO 8601 and UTC,"
                                + " errors as RFC 9457 problem details. Parameters and fields that are not named here"
                                + " are refused.")
                        .license(new License().name("See LICENSE in the repository")))
                .servers(List.of(new Server().url("/").description("This scheduler")))
                .components(components);
    }

    @Bean
    ModelResolver modelResolver(ObjectMapperProvider mappers) {
        return new ModelResolver(
                mappers.jsonMapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    }

    @Bean
    OperationCustomizer sameForAll() {
        return OpenApiConfiguration::complete;
    }

    /** A schema that several fields share was described by whichever of them happened to be found first. */
    @Bean
    OpenApiCustomizer nothingOfOneField() {
        return api -> api.getComponents().getSchemas().forEach((name, schema) -> {
            if (!name.equals(ErrorAnswers.PROBLEM)) {
                schema.setDescription(null);
            }
        });
    }

    private static Operation complete(Operation operation, HandlerMethod method) {
        MethodParameter[] parameters = method.getMethodParameters();
        if (Arrays.stream(parameters).anyMatch(each -> each.getParameterType() == PageQuery.class)) {
            operation.addParametersItem(new Parameter()
                    .in("query")
                    .name("limit")
                    .description("How many items at the most.")
                    .schema(new IntegerSchema()
                            ._default(PageQuery.DEFAULT)
                            .minimum(BigDecimal.ONE)
                            .maximum(BigDecimal.valueOf(PageQuery.MOST))));
            operation.addParametersItem(new Parameter()
                    .in("query")
                    .name("after")
                    .description(
                            "The 'next' of a former answer, to go on from there. The header Link has the whole address.")
                    .schema(new StringSchema()));
        }
        if (operation.getParameters() != null) {
            operation.getParameters().stream()
                    .filter(parameter -> parameter.getDescription() == null)
                    .forEach(parameter -> parameter.setDescription(EVERYWHERE.get(parameter.getName())));
        }
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        ErrorAnswers.addTo(
                operation.getResponses(),
                Arrays.stream(parameters).anyMatch(each -> each.hasParameterAnnotation(PathVariable.class)),
                !method.hasMethodAnnotation(GetMapping.class),
                operation.getRequestBody() != null);
        return operation;
    }
}
