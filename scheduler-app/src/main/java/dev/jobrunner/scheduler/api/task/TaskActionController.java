package dev.jobrunner.scheduler.api.task;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskAction;
import dev.jobrunner.core.task.TaskChange;
import dev.jobrunner.core.task.TaskChanges;
import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.scheduler.api.JsonBody;
import dev.jobrunner.scheduler.input.ConflictException;
import dev.jobrunner.scheduler.input.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Does something to one task. Each answers with the task as it is then, or says in a 409 why it cannot be done. */
@RestController
@RequestMapping("/api/v1/tasks/{id}")
@Tag(name = "Tasks")
final class TaskActionController {

    private final TaskChanges changes;
    private final TaskSearch tasks;

    TaskActionController(TaskChanges changes, TaskSearch tasks) {
        this.changes = changes;
        this.tasks = tasks;
    }

    @PostMapping("/pause")
    @Operation(summary = "Pause: no new run starts", operationId = "pauseTask")
    TaskView pause(@PathVariable long id, Actor actor) {
        return act(TaskAction.PAUSE, id, actor);
    }

    @PostMapping("/resume")
    @Operation(summary = "Resume: what was missed is caught up with one run", operationId = "resumeTask")
    TaskView resume(@PathVariable long id, Actor actor) {
        return act(TaskAction.RESUME, id, actor);
    }

    @PostMapping("/run")
    @Operation(
            summary = "Run now, with another payload if one is given",
            operationId = "runTask",
            description = "The payload is for this one run and its retries; the task keeps its own.")
    @RequestBody(
            required = false,
            content =
                    @Content(
                            schema = @Schema(implementation = RunBody.class),
                            examples = @ExampleObject(value = "{\"payload\":{\"customer\":8}}")))
    TaskView run(
            @PathVariable long id,
            @org.springframework.web.bind.annotation.RequestBody(required = false) @Nullable JsonNode body,
            Actor actor) {
        JsonNode payload = JsonBody.of(body, "payload").any("payload");
        if (payload == null) {
            return act(TaskAction.RUN, id, actor);
        }
        return answer(TaskAction.RUN, id, changes.run(TaskFilter.byId(id), payload.toString(), actor));
    }

    @PostMapping("/reset")
    @Operation(summary = "Forget the failures; a disabled task is active again", operationId = "resetTask")
    TaskView reset(@PathVariable long id, Actor actor) {
        return act(TaskAction.RESET, id, actor);
    }

    @PostMapping("/unlock")
    @Operation(summary = "Take the lock away; a living worker stops the run first", operationId = "unlockTask")
    TaskView unlock(@PathVariable long id, Actor actor) {
        return act(TaskAction.UNLOCK, id, actor);
    }

    @PostMapping("/cancel")
    @Operation(
            summary = "End the run wherever it is, without a retry",
            operationId = "cancelTask",
            description = "The worker learns of it within 2 seconds; the run ends as cancelled.")
    TaskView cancel(@PathVariable long id, Actor actor) {
        return act(TaskAction.CANCEL, id, actor);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a task; the ledger of its runs stays", operationId = "deleteTask")
    void delete(@PathVariable long id, Actor actor) {
        if (changes.apply(TaskAction.DELETE, TaskFilter.byId(id), actor).matched() == 0) {
            throw new NotFoundException("task " + id);
        }
    }

    private TaskView act(TaskAction action, long id, Actor actor) {
        return answer(action, id, changes.apply(action, TaskFilter.byId(id), actor));
    }

    private TaskView answer(TaskAction action, long id, TaskChange change) {
        Task task = tasks.find(id).orElseThrow(() -> new NotFoundException("task " + id));
        if (change.changed() == 0) {
            throw new ConflictException("task " + id + " is " + action.whyNot(task));
        }
        return TaskView.of(task);
    }

    /** @param payload any JSON; what this one run gets instead of the task's own */
    @Schema(name = "RunNow")
    record RunBody(@Schema(type = "object") @Nullable Object payload) {}
}
