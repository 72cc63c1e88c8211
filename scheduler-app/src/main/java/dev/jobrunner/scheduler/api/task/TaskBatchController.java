package dev.jobrunner.scheduler.api.task;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.task.NewTask;
import dev.jobrunner.core.task.TaskDefinitions;
import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.scheduler.input.InvalidInputException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Creates several tasks at once, which may run after each other. */
@RestController
@Tag(name = "Tasks")
final class TaskBatchController {

    private static final int MOST_TASKS = 1_000;

    private final TaskDefinitions definitions;
    private final TaskSearch tasks;

    TaskBatchController(TaskDefinitions definitions, TaskSearch tasks) {
        this.definitions = definitions;
        this.tasks = tasks;
    }

    @PostMapping("/api/v1/tasks/batch")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Create several tasks",
            operationId = "createTasks",
            description =
                    "All of them or none, 1 to 1000. In after, they may name each other, in whatever order they come."
                            + " Names are unique, so the same request twice makes no second set of tasks that have names.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = BatchBody.class),
                            examples =
                                    @ExampleObject(
                                            value =
                                                    "{\"tasks\":[{\"name\":\"extract 24 Nov\",\"task_type\":\"scraping\"},"
                                                            + "{\"name\":\"load 24 Nov\",\"task_type\":\"clustering\","
                                                            + "\"after\":[\"extract 24 Nov\"],\"after_failed\":\"skip\"}]}")))
    BatchView create(@org.springframework.web.bind.annotation.RequestBody JsonNode json, Actor actor) {
        List<NewTask> wanted = TaskBody.creations(json);
        if (wanted.isEmpty() || wanted.size() > MOST_TASKS) {
            throw new InvalidInputException("tasks", wanted.size() + " tasks", "1 to " + MOST_TASKS + " tasks");
        }
        List<Long> ids = definitions.create(wanted, actor);
        Map<Long, TaskView> made = tasks.all(TaskFilter.byIds(ids)).stream()
                .map(TaskView::of)
                .collect(Collectors.toMap(TaskView::id, Function.identity()));
        return new BatchView(ids.stream().map(made::get).toList());
    }

    /** The request. */
    @Schema(name = "NewTasks")
    record BatchBody(List<TaskBody> tasks) {}

    /** The answer. */
    @Schema(name = "CreatedTasks")
    record BatchView(
            @Schema(description = "In the order of the request.")
            List<TaskView> tasks) {}
}
