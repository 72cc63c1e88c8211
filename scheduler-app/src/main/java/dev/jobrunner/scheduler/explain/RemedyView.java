package dev.jobrunner.scheduler.explain;

import dev.jobrunner.core.queue.Gate;
import dev.jobrunner.core.queue.Gate.Remedy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What opens a gate.
 *
 * @param action one word
 * @param method HTTP method of the call; null where no call can do it
 * @param path of the call
 * @param body JSON of the call; null for none
 * @param command the same on the command line; null where no command can do it
 */
@Schema(name = "Remedy")
public record RemedyView(
        @Schema(example = "resume") String action,
        @Schema(example = "POST") @Nullable String method,

        @Schema(example = "/api/v1/tasks/12/resume") @Nullable
        String path,

        @Nullable String body,
        @Schema(example = "tasks resume 12") @Nullable String command) {

    /** Null where there is nothing to do. */
    static @Nullable RemedyView of(Gate gate, long taskId) {
        Remedy remedy = gate.remedy();
        if (remedy == null) {
            return null;
        }
        return switch (remedy) {
            case RESUME, RESET, RUN, CANCEL, UNLOCK -> verb(remedy.name().toLowerCase(Locale.ROOT), taskId);
            case RESET_OTHER -> resetOther(gate);
            case ACTIVATE -> edit("activate", taskId, "{\"status\":\"active\"}", "--status active");
            case MEND_SCHEDULE ->
                edit("edit", taskId, "{\"schedule_pattern\":\"…\",\"time_zone\":\"…\"}", "--pattern … --time-zone …");
            case MOVE_END ->
                edit("edit", taskId, "{\"ends_at\":null,\"status\":\"active\"}", "--ends-at '' --status active");
            case WIDEN_LIMIT -> widen(taskId, String.valueOf(gate.facts().get("needed")));
            case ADD_HANDLER -> new RemedyView("add_handler", null, null, null, null);
            case RESUME_WORKER -> resumeWorker(gate);
        };
    }

    /** As much as lets this task start beside those that run; less would hold it back all the same. */
    private static RemedyView widen(long taskId, String needed) {
        return edit("widen", taskId, "{\"max_concurrent_runs\":" + needed + "}", "--max-concurrent-runs " + needed);
    }

    private static RemedyView resumeWorker(Gate gate) {
        Object worker = ((List<?>) Objects.requireNonNull(gate.facts().get("draining"))).get(0);
        return new RemedyView(
                "resume_worker", "POST", "/api/v1/workers/" + worker + "/resume", null, "workers resume " + worker);
    }

    /** The first that it waits for, which is one that was disabled. */
    private static RemedyView resetOther(Gate gate) {
        Map<?, ?> other =
                (Map<?, ?>) ((List<?>) Objects.requireNonNull(gate.facts().get("waits_for"))).get(0);
        String id = String.valueOf(other.get("task_id"));
        return new RemedyView("reset_other", "POST", "/api/v1/tasks/" + id + "/reset", null, "tasks reset " + id);
    }

    private static RemedyView verb(String word, long taskId) {
        return new RemedyView(
                word, "POST", "/api/v1/tasks/" + taskId + "/" + word, null, "tasks " + word + " " + taskId);
    }

    private static RemedyView edit(String action, long taskId, String body, String options) {
        return new RemedyView(action, "PATCH", "/api/v1/tasks/" + taskId, body, "tasks edit " + taskId + " " + options);
    }
}
