package dev.jobrunner.scheduler.explain;

import dev.jobrunner.core.queue.Gate.Remedy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
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

    static RemedyView of(Remedy remedy, long taskId) {
        return switch (remedy) {
            case RESUME, RESET, RUN, CANCEL, UNLOCK -> verb(remedy.name().toLowerCase(Locale.ROOT), taskId);
            case ACTIVATE -> edit("activate", taskId, "{\"status\":\"active\"}", "--status active");
            case MEND_SCHEDULE ->
                edit("edit", taskId, "{\"schedule_pattern\":\"…\",\"time_zone\":\"…\"}", "--pattern … --time-zone …");
            case WIDEN_LIMIT -> edit("widen", taskId, "{\"max_concurrent_runs\":2}", "--max-concurrent-runs 2");
            case ADD_HANDLER -> new RemedyView("add_handler", null, null, null, null);
            case RESUME_WORKER -> new RemedyView("resume_worker", "POST", "/api/v1/workers/{id}/resume", null, null);
        };
    }

    private static RemedyView verb(String word, long taskId) {
        return new RemedyView(
                word, "POST", "/api/v1/tasks/" + taskId + "/" + word, null, "tasks " + word + " " + taskId);
    }

    private static RemedyView edit(String action, long taskId, String body, String options) {
        return new RemedyView(action, "PATCH", "/api/v1/tasks/" + taskId, body, "tasks edit " + taskId + " " + options);
    }
}
