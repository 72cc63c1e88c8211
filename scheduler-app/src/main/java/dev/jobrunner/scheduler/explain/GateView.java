package dev.jobrunner.scheduler.explain;

import dev.jobrunner.core.queue.Gate;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link Gate} as people and programs see it. */
@Schema(name = "Gate")
public record GateView(
        @Schema(
                description =
                        "active, others_done, planned, due, unlocked, not_held, below_limit, handled, worker_free or its_turn",
                example = "active")
        String name,

        @Schema(description = "Whether it holds the task back.")
        boolean holds,

        @Schema(example = "The task is paused. Resume it.") String sentence,

        @Schema(description = "What the sentence says, for programs.")
        Map<String, @Nullable Object> facts,

        @Schema(description = "What opens it; null where there is nothing to do.", nullable = true) @Nullable
        RemedyView remedy) {

    static GateView of(Gate gate, long taskId) {
        return new GateView(
                gate.name().word(), gate.holds(), gate.sentence(), gate.facts(), RemedyView.of(gate, taskId));
    }
}
