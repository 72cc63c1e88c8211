package dev.jobrunner.scheduler.api.fleet;

import dev.jobrunner.core.fleet.LiveRun;
import dev.jobrunner.core.fleet.Worker;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A worker, as the REST interface and the command line answer it. */
public record WorkerAnswer(
        @Schema(description = "As it stands in locked_by.", example = "worker-node7-4711-3f9a2c")
        String id,

        @Schema(example = "node7") String host,
        @Schema(example = "4711") long pid,
        @Schema(example = "1.3.0") String version,

        @Schema(
                description =
                        "running: claims and runs; draining: claims no more until it is resumed; stopping: is"
                                + " shutting down; stale: not heard of any more, what it ran is handed back; stopped: has ended.",
                allowableValues = {"running", "draining", "stopping", "stale", "stopped"})
        String state,

        @Schema(description = "Whether it is heard of and has not ended.")
        boolean live,

        @Schema(description = "Whether its heartbeat should have come already.")
        boolean late,

        @Schema(description = "Since when somebody wants it to claim no more; null if it may.", nullable = true)
        @Nullable
        Instant drainRequestedAt,

        @Schema(description = "How many runs at once.", example = "4")
        int slots,

        @Schema(description = "How many runs it has now.", example = "2")
        int running,

        @Schema(
                description = "The <TYPE> of its HANDLER_<TYPE> variables and of its Java handlers.",
                example = "[\"REPORT_GENERATION\"]")
        List<String> taskTypes,

        Instant startedAt,
        Instant heartbeatAt,

        @Schema(description = "By the database's clock.", example = "1.4")
        double heartbeatAgeSeconds,

        @Schema(description = "What it runs now, longest first.")
        List<LiveRun> runs) {

    public static WorkerAnswer of(Worker worker) {
        return new WorkerAnswer(
                worker.id(),
                worker.host(),
                worker.pid(),
                worker.version(),
                worker.state().word(),
                worker.live(),
                worker.late(),
                worker.drainRequestedAt(),
                worker.slots(),
                worker.running(),
                worker.taskTypes(),
                worker.startedAt(),
                worker.heartbeatAt(),
                worker.heartbeatAgeSeconds(),
                worker.runs());
    }
}
