package dev.jobrunner.scheduler.api.task;

import dev.jobrunner.core.queue.TaskExplainer;
import dev.jobrunner.scheduler.explain.ExplanationView;
import dev.jobrunner.scheduler.input.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Why a task runs or does not. */
@RestController
@Tag(name = "Tasks")
final class ExplainController {

    private final TaskExplainer explainer;

    ExplainController(TaskExplainer explainer) {
        this.explainer = explainer;
    }

    @GetMapping("/api/v1/tasks/{id}/explain")
    @Operation(
            summary = "Explain why a task runs or does not",
            operationId = "explainTask",
            description =
                    "The gates in the order in which a claim meets them, each with whether it holds the task back and"
                            + " what opens it, computed by the claim's own predicates.")
    ExplanationView explain(@PathVariable long id) {
        return ExplanationView.of(explainer.explain(id).orElseThrow(() -> new NotFoundException("task " + id)));
    }
}
