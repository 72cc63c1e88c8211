package dev.jobrunner.scheduler.api.task;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.task.TaskAction;
import dev.jobrunner.core.task.TaskChange;
import dev.jobrunner.core.task.TaskChanges;
import dev.jobrunner.core.task.TaskFilter;
import dev.jobrunner.scheduler.api.JsonBody;
import dev.jobrunner.scheduler.input.ForbiddenException;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.input.TaskQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Does something to many tasks: a selection, or all that match. */
@RestController
@Tag(name = "Tasks")
final class TaskBulkController {

    private static final int MOST_IDS = 10_000;
    private static final String[] FILTERS = {"text", "task_type", "status", "state", "worker", "from", "to"};

    private final TaskChanges changes;

    TaskBulkController(TaskChanges changes) {
        this.changes = changes;
    }

    @PostMapping("/api/v1/tasks/bulk")
    @Operation(
            summary = "Do one thing to many tasks",
            operationId = "changeTasks",
            description =
                    "Give either ids or a filter; an empty filter means every task. dry_run counts by the same rules and"
                            + " changes nothing. Deleting needs the role admin.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = BulkBody.class),
                            examples = {
                                @ExampleObject(name = "selection", value = "{\"action\":\"pause\",\"ids\":[12,13]}"),
                                @ExampleObject(
                                        name = "all that match",
                                        value =
                                                "{\"action\":\"reset\",\"filter\":{\"status\":\"disabled\"},\"dry_run\":true}")
                            }))
    BulkView bulk(
            @org.springframework.web.bind.annotation.RequestBody JsonNode json,
            HttpServletRequest request,
            Actor actor) {
        JsonBody body = JsonBody.of(json, "action", "ids", "filter", "dry_run");
        TaskAction action = action(body.text("action"));
        TaskFilter filter = filter(body);
        boolean dryRun = body.flag("dry_run");
        if (action == TaskAction.DELETE && !dryRun && !request.isUserInRole("admin")) {
            throw new ForbiddenException("deleting tasks needs the role admin");
        }
        TaskChange change = dryRun ? changes.preview(action, filter) : changes.apply(action, filter, actor);
        return BulkView.of(action, dryRun, change);
    }

    private static TaskAction action(@Nullable String word) {
        return Arrays.stream(TaskAction.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "action",
                        String.valueOf(word),
                        Arrays.stream(TaskAction.values()).map(TaskAction::word).collect(Collectors.joining(", "))));
    }

    private static TaskFilter filter(JsonBody body) {
        List<Long> ids = body.ids("ids");
        JsonBody filter = body.object("filter", FILTERS);
        // a selection that came out empty means no task, and must not become every task
        if (filter != null && !body.has("ids")) {
            for (String field : FILTERS) {
                refuseEmpty(filter, field);
            }
            return TaskQuery.of(
                    filter.text("text"),
                    filter.texts("task_type"),
                    filter.texts("status"),
                    filter.text("state"),
                    filter.text("worker"),
                    filter.text("from"),
                    filter.text("to"));
        }
        if (filter != null || ids.isEmpty() || ids.size() > MOST_IDS) {
            throw new InvalidInputException(
                    "ids",
                    ids.size() > MOST_IDS ? ids.size() + " ids" : ids.toString(),
                    "either 1 to " + MOST_IDS + " ids, or a filter, not both");
        }
        return TaskFilter.byIds(ids);
    }

    /** Nobody who narrows by nothing means everything: whoever means that leaves the field out. */
    private static void refuseEmpty(JsonBody filter, String field) {
        JsonNode value = filter.any(field);
        if (value != null && isEmpty(value)) {
            throw new InvalidInputException(
                    filter.name(field),
                    value.isString() ? value.asString() : value.toString(),
                    "a value, or no such field");
        }
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isArray()
                ? value.valueStream().allMatch(TaskBulkController::isEmpty)
                : value.isString() && value.asString().isBlank();
    }

    /** The request. */
    @Schema(name = "BulkChange")
    record BulkBody(
            @Schema(description = "pause, resume, run, reset, unlock, cancel or delete.", example = "pause")
            String action,

            @Schema(description = "Of the tasks that are meant.", nullable = true) @Nullable
            List<Long> ids,

            @Schema(description = "As the parameters of the list.", nullable = true) @Nullable
            BulkFilter filter,

            @Schema(description = "Count only.", defaultValue = "false")
            boolean dryRun) {}

    /** All that is given must match; lists match by any of theirs. */
    @Schema(name = "TaskFilter")
    record BulkFilter(
            @Nullable String text,
            @Nullable List<String> taskType,
            @Nullable List<String> status,
            @Nullable String state,
            @Nullable String lockedBy) {}

    /** The answer. */
    @Schema(name = "BulkResult")
    record BulkView(
            String action,
            boolean dryRun,

            @Schema(description = "Tasks that were meant.", example = "14")
            long matched,

            @Schema(description = "Those that were, or would be, changed.", example = "12")
            long changed,

            @Schema(description = "The others, by reason.") List<RefusalView> refused) {

        static BulkView of(TaskAction action, boolean dryRun, TaskChange change) {
            return new BulkView(
                    action.word(),
                    dryRun,
                    change.matched(),
                    change.changed(),
                    change.refused().stream()
                            .map(each -> new RefusalView(each.reason(), each.tasks()))
                            .toList());
        }
    }

    /** Why some were not changed. */
    @Schema(name = "Refusal")
    record RefusalView(
            @Schema(example = "disabled after failures: reset it first")
            String reason,

            @Schema(example = "2") long tasks) {}
}
