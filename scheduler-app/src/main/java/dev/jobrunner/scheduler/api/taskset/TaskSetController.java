package dev.jobrunner.scheduler.api.taskset;

import dev.jobrunner.core.audit.Actor;
import dev.jobrunner.core.taskset.Prune;
import dev.jobrunner.core.taskset.SetPlan;
import dev.jobrunner.core.taskset.TaskSet;
import dev.jobrunner.core.taskset.TaskSets;
import dev.jobrunner.scheduler.input.ForbiddenException;
import dev.jobrunner.scheduler.input.InvalidInputException;
import dev.jobrunner.scheduler.taskset.PlanView;
import dev.jobrunner.scheduler.taskset.TaskSetFile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/schedules}: tasks as a file declares them. */
@RestController
@RequestMapping(
        path = "/api/v1/schedules",
        consumes = {"application/json", "application/yaml", "application/x-yaml", "text/yaml"})
@Tag(name = "Schedules as code", description = "Tasks as a file declares them.")
final class TaskSetController {

    private static final String BODY = "The file of a task set: YAML, or JSON of the same structure.";
    private static final String EXAMPLE =
            "{\"set\":\"reports\",\"defaults\":{\"time_zone\":\"Europe/Berlin\"},\"tasks\":{\"daily report\":"
                    + "{\"task_type\":\"report_generation\",\"schedule_pattern\":\"0 9 * * 1-5\"}}}";

    private final TaskSets sets;

    TaskSetController(TaskSets sets) {
        this.sets = sets;
    }

    @PostMapping("/plan")
    @Operation(
            summary = "Plan: what applying a file would change",
            operationId = "planSchedules",
            description = "Nothing is changed. A file with faults is a 400 that names all of them in problems.")
    @RequestBody(
            required = true,
            description = BODY,
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(type = "object"),
                        examples = @ExampleObject(EXAMPLE)),
                @Content(mediaType = "application/yaml", schema = @Schema(type = "string"))
            })
    ResponseEntity<PlanView> plan(
            @org.springframework.web.bind.annotation.RequestBody byte[] file,
            @Parameter(
                            description =
                                    "What becomes of tasks of the set that the file names no more: pause, delete or"
                                            + " release; without it they stay and are listed.",
                            example = "pause")
                    @RequestParam(required = false)
                    @Nullable
                    String prune) {
        return answer(sets.plan(read(file), prune(prune)));
    }

    @PostMapping("/apply")
    @Operation(
            summary = "Apply a file: make tasks what it declares",
            operationId = "applySchedules",
            description =
                    "All or nothing, with the audit entries of each change; answers with what was done. With If-Match"
                            + " only if the plan is still the one that was seen. Pruning by delete needs the role admin.",
            responses = {
                @ApiResponse(
                        responseCode = "200",
                        description = "What was done.",
                        content = @Content(schema = @Schema(implementation = PlanView.class))),
                @ApiResponse(responseCode = "412", ref = "#/components/responses/Error412")
            })
    @RequestBody(
            required = true,
            description = BODY,
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(type = "object"),
                        examples = @ExampleObject(EXAMPLE)),
                @Content(mediaType = "application/yaml", schema = @Schema(type = "string"))
            })
    ResponseEntity<PlanView> apply(
            @org.springframework.web.bind.annotation.RequestBody byte[] file,
            @Parameter(description = "As in a plan.", example = "pause") @RequestParam(required = false) @Nullable
                    String prune,
            @Parameter(description = "The version of the plan that you have seen.", example = "\"9f86d081884c7d65\"")
                    @RequestHeader(name = "If-Match", required = false)
                    @Nullable
                    String ifMatch,
            HttpServletRequest request,
            Actor actor) {
        Prune becomes = prune(prune);
        if (becomes == Prune.DELETE && !request.isUserInRole("admin")) {
            throw new ForbiddenException("deleting tasks needs the role admin");
        }
        return answer(sets.apply(read(file), becomes, version(ifMatch), actor));
    }

    private static TaskSet read(byte[] file) {
        return TaskSetFile.parse(new String(file, StandardCharsets.UTF_8));
    }

    private static ResponseEntity<PlanView> answer(SetPlan plan) {
        return ResponseEntity.ok().eTag(plan.version()).body(PlanView.of(plan));
    }

    private static @Nullable Prune prune(@Nullable String word) {
        return word == null
                ? null
                : Prune.of(word).orElseThrow(() -> new InvalidInputException("prune", word, Prune.WORDS));
    }

    private static @Nullable String version(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        return ifMatch.strip().replaceFirst("^W/", "").replace("\"", "");
    }
}
