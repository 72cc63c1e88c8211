package dev.jobrunner.scheduler.api.task;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.task.IdempotencyKeys;
import dev.jobrunner.core.task.NewTask;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskDefinitions;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.scheduler.api.IfMatch;
import dev.jobrunner.scheduler.api.KeyUsedOtherwiseException;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.input.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Creates and edits tasks. */
@RestController
@RequestMapping("/api/v1/tasks")
@Tag(name = "Tasks")
final class TaskEditController {

    private final TaskDefinitions definitions;
    private final TaskSearch tasks;
    private final IdempotencyKeys keys;
    private final JsonMapper json;

    TaskEditController(TaskDefinitions definitions, TaskSearch tasks, IdempotencyKeys keys, JsonMapper json) {
        this.definitions = definitions;
        this.tasks = tasks;
        this.keys = keys;
        this.json = json;
    }

    @PostMapping
    @Operation(
            summary = "Create a task",
            operationId = "createTask",
            description =
                    "Its name is unique: a taken one is a 409 that names the existing id. The same Idempotency-Key with"
                            + " the same body within 24 hours gives the same answer and makes no second task.",
            responses = {
                @ApiResponse(
                        responseCode = "201",
                        description = "Created, or created before under this key.",
                        content = @Content(schema = @Schema(implementation = TaskView.class))),
                @ApiResponse(responseCode = "422", ref = "#/components/responses/Error422")
            })
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = TaskBody.class),
                            examples = {
                                @ExampleObject(
                                        name = "recurring",
                                        value =
                                                "{\"name\":\"daily report\",\"task_type\":\"report_generation\","
                                                        + "\"schedule_pattern\":\"0 9 * * 1-5\",\"time_zone\":\"Europe/Berlin\"}"),
                                @ExampleObject(
                                        name = "once",
                                        value = "{\"task_type\":\"scraping\",\"payload\":{\"site\":\"example.org\"}}")
                            }))
    ResponseEntity<JsonNode> create(
            @org.springframework.web.bind.annotation.RequestBody JsonNode body,
            @Parameter(
                            description = "1 to 200 visible ASCII characters.",
                            example = "0f8fad5b-d9cb-469f-a165-70867728950e")
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Nullable
                    String key,
            Actor actor) {
        NewTask task = TaskBody.creation(body);
        JsonNode answer = key == null
                ? made(task, actor)
                : keys.once(
                                actor,
                                checked(key),
                                "POST /api/v1/tasks " + body,
                                () -> made(task, actor).toString())
                        .map(json::readTree)
                        .orElseThrow(() -> new KeyUsedOtherwiseException(key));
        URI location = ServletUriComponentsBuilder.fromCurrentRequest()
                .pathSegment(answer.path("id").asString())
                .build()
                .toUri();
        return ResponseEntity.created(location)
                .eTag(answer.path("version").asString())
                .body(answer);
    }

    @PatchMapping("/{id}")
    @Operation(
            summary = "Edit a task",
            operationId = "editTask",
            description = "Fields that are absent stay; null clears. With If-Match the edit happens only if nobody has"
                    + " changed the definition since. A changed pattern or zone never fires at once.",
            responses = {
                @ApiResponse(
                        responseCode = "200",
                        description = "The task as it is now.",
                        content = @Content(schema = @Schema(implementation = TaskView.class))),
                @ApiResponse(responseCode = "412", ref = "#/components/responses/Error412")
            })
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = TaskBody.class),
                            examples = @ExampleObject(value = "{\"schedule_pattern\":\"*/30 * * * *\"}")))
    ResponseEntity<TaskView> edit(
            @PathVariable long id,
            @org.springframework.web.bind.annotation.RequestBody JsonNode body,
            @Parameter(
                            description = "The version that you have read, as the ETag has it.",
                            example = "\"9f86d081884c7d65\"")
                    @RequestHeader(name = "If-Match", required = false)
                    @Nullable
                    String ifMatch,
            Actor actor) {
        if (!definitions.edit(id, TaskBody.edit(body), IfMatch.version(ifMatch), actor)) {
            throw new NotFoundException("task " + id);
        }
        Task task = tasks.find(id).orElseThrow(() -> new NotFoundException("task " + id));
        return ResponseEntity.ok().eTag(task.version()).body(TaskView.of(task));
    }

    private JsonNode made(NewTask task, Actor actor) {
        return json.valueToTree(
                TaskView.of(tasks.find(definitions.create(task, actor)).orElseThrow()));
    }

    private static String checked(String key) {
        if (!key.matches("[\\x21-\\x7e]{1,200}")) {
            throw new InvalidInputException("Idempotency-Key", key, "1 to 200 visible ASCII characters");
        }
        return key;
    }
}
