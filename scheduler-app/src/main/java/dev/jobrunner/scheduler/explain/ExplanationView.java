package dev.jobrunner.scheduler.explain;

import dev.jobrunner.core.queue.Explanation;
import dev.jobrunner.core.queue.Gate;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An {@link Explanation} as people and programs see it. */
@Schema(name = "Explanation")
public record ExplanationView(
        long taskId,
        @Schema(nullable = true) @Nullable String name,
        String taskType,

        @Schema(description = "Database time of this answer.")
        Instant at,

        @Schema(description = "Whether a live worker with a free slot would take it now.")
        boolean wouldBeClaimed,

        @Schema(description = "The first gate that holds it back, or that none does.")
        String summary,

        List<GateView> gates) {

    public static ExplanationView of(Explanation explanation) {
        return new ExplanationView(
                explanation.taskId(),
                explanation.name(),
                explanation.taskType(),
                explanation.at(),
                explanation.wouldBeClaimed(),
                explanation.holding().map(Gate::sentence).orElse("Nothing holds it back: the next poll takes it."),
                explanation.gates().stream()
                        .map(gate -> GateView.of(gate, explanation.taskId()))
                        .toList());
    }

    /** The first gate that holds it back; empty when none does. */
    public Optional<GateView> holding() {
        return gates.stream().filter(GateView::holds).findFirst();
    }
}
