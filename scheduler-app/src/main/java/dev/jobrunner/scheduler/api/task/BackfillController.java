package dev.jobrunner.scheduler.api.task;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.backfill.BackfillPlan;
import dev.jobrunner.core.backfill.BackfillRequest;
import dev.jobrunner.core.backfill.Backfills;
import dev.jobrunner.core.task.Task;
import dev.jobrunner.core.task.TaskSearch;
import dev.jobrunner.scheduler.api.ApiPage;
import dev.jobrunner.scheduler.api.JsonBody;
import dev.jobrunner.scheduler.input.BackfillText;
import dev.jobrunner.scheduler.input.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Runs for slots of the past. */
@RestController
@RequestMapping("/api/v1/tasks/{id}")
@Tag(name = "Tasks")
final class BackfillController {

    private final Backfills backfills;
    private final TaskSearch tasks;

    BackfillController(Backfills backfills, TaskSearch tasks) {
        this.backfills = backfills;
        this.tasks = tasks;
    }

    @PostMapping("/backfill")
    @Operation(
            summary = "Run a task for slots of the past",
            operationId = "backfillTask",
            description =
                    "Each as a task that runs once, with the slot as its scheduled_for; the live schedule is not touched."
                            + " Slots that were backfilled before are not run again, so asking twice does no harm.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = BackfillBody.class),
                            examples =
                                    @ExampleObject(
                                            value =
                                                    "{\"from\":\"2026-08-01T00:00:00Z\",\"to\":\"2026-10-29T23:59:59Z\",\"parallelism\":3,\"dry_run\":true}")))
    BackfillAnswer start(
            @PathVariable long id, @org.springframework.web.bind.annotation.RequestBody JsonNode json, Actor actor) {
        JsonBody body = JsonBody.of(json, "from", "to", "parallelism", "dry_run");
        boolean dry = body.flag("dry_run");
        Integer parallelism = body.number("parallelism", 1, BackfillRequest.MOST_PARALLEL);
        BackfillRequest request = BackfillText.parse(
                "", body.text("from"), body.text("to"), parallelism == null ? null : parallelism.toString());
        Task task = task(id);
        BackfillPlan plan = dry ? backfills.preview(task, request) : backfills.start(task, request, actor);
        return BackfillAnswer.of(plan, request.parallelism(), dry);
    }

    @GetMapping("/backfills")
    @Operation(
            summary = "Show how far the backfills of a task are",
            operationId = "listBackfills",
            description = "The newest 20, newest first.")
    ApiPage<BackfillView> list(@PathVariable long id) {
        return new ApiPage<>(
                backfills.of(task(id).id()).stream().map(BackfillView::of).toList(), null);
    }

    @DeleteMapping("/backfill")
    @Operation(
            summary = "Stop the backfills of a task",
            operationId = "stopBackfills",
            description = "What runs goes on; slots that have not started are forgotten and may be asked for again.")
    BackfillStopped stop(@PathVariable long id, Actor actor) {
        return new BackfillStopped(backfills.stop(task(id), actor));
    }

    private Task task(long id) {
        return tasks.find(id).orElseThrow(() -> new NotFoundException("task " + id));
    }

    /** What was stopped. */
    @Schema(name = "BackfillStopped")
    record BackfillStopped(
            @Schema(description = "Slots that will not be filled.")
            int slotsLeft) {}
}
