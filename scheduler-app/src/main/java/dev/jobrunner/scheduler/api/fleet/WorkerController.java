package dev.jobrunner.scheduler.api.fleet;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.fleet.FleetReader;
import dev.jobrunner.core.fleet.WorkerControl;
import dev.jobrunner.core.fleet.WorkerControl.Answer;
import dev.jobrunner.scheduler.api.ApiPage;
import dev.jobrunner.scheduler.api.Cursor;
import dev.jobrunner.scheduler.api.PageQuery;
import dev.jobrunner.scheduler.input.ConflictException;
import dev.jobrunner.scheduler.input.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/workers}: who runs tasks, and who shall take no more. */
@RestController
@RequestMapping("/api/v1/workers")
@Tag(name = "Workers", description = "The processes that run tasks.")
final class WorkerController {

    private final FleetReader fleet;
    private final WorkerControl control;

    WorkerController(FleetReader fleet, WorkerControl control) {
        this.fleet = fleet;
        this.control = control;
    }

    @GetMapping
    @Operation(
            summary = "List the workers with what they run",
            description = "By id. Stopped and stale ones are there until two minutes after their last heartbeat.",
            operationId = "listWorkers")
    ResponseEntity<ApiPage<WorkerAnswer>> list(PageQuery page) {
        String cursor = page.after();
        return page.answer(
                fleet.workers(cursor == null ? null : Cursor.position(cursor), page.rows()).stream()
                        .map(WorkerAnswer::of)
                        .toList(),
                worker -> Cursor.of(worker.id()));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Show one worker with what it runs", operationId = "getWorker")
    WorkerAnswer show(
            @Parameter(description = "As it stands in locked_by.", example = "worker-node7-4711-3f9a2c") @PathVariable
                    String id) {
        return WorkerAnswer.of(fleet.worker(id).orElseThrow(() -> unknown(id)));
    }

    @PostMapping("/{id}/drain")
    @Operation(
            summary = "Let a worker claim no more",
            description =
                    "It finishes what it runs and claims nothing more until it is resumed or started anew; it learns"
                            + " of it with its next heartbeat.",
            operationId = "drainWorker")
    WorkerAnswer drain(@PathVariable String id, Actor actor) {
        return answer(id, control.drain(id, actor), "is draining already: resume makes it claim again");
    }

    @PostMapping("/{id}/resume")
    @Operation(summary = "Let a drained worker claim again", operationId = "resumeWorker")
    WorkerAnswer resume(@PathVariable String id, Actor actor) {
        return answer(id, control.resume(id, actor), "is not drained: there is nothing to resume");
    }

    private WorkerAnswer answer(String id, Answer answer, String nothingToDo) {
        return switch (answer) {
            case DONE -> show(id);
            case NOTHING_TO_DO -> throw new ConflictException("worker " + id + " " + nothingToDo);
            case STOPPED ->
                throw new ConflictException(
                        "worker " + id + " has stopped: a process that is started anew has an id of its own");
            case UNKNOWN -> throw unknown(id);
        };
    }

    private static NotFoundException unknown(String id) {
        return new NotFoundException("worker " + id + " (any more): GET /api/v1/workers lists those that there are");
    }
}
